/** Checks bodies and answers against bus-schema/, each kind compiled when it is first said. */
import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { type AskedKind, type Kind, topics } from "../../bus-schema/index.ts";
import { Fault } from "../contract/index.ts";

interface KindSchema {
  readonly $id: string;
  readonly "x-bus": { readonly answer?: object };
}

const folder = new URL("../../bus-schema/", import.meta.url);
const load = (path: string): KindSchema => JSON.parse(readFileSync(new URL(path, folder), "utf8"));

let compiler: Ajv2020 | undefined;
const bodies = new Map<string, ValidateFunction>();
const answers = new Map<string, ValidateFunction>();

function ajv(): Ajv2020 {
  if (compiler) return compiler;
  compiler = new Ajv2020({ allowUnionTypes: true, strictRequired: false });
  compiler.addVocabulary(["x-bus"]);
  compiler.addSchema(load("common.json"));
  return compiler;
}

function schemaOf(kind: string): KindSchema {
  if (Object.hasOwn(topics, kind)) return load(`messages/${kind.replace("/", "-")}.json`);
  throw new Fault("MESSAGE_INVALID", `There is no message kind "${kind.slice(0, 64)}".`);
}

function bodyCheck(kind: string): ValidateFunction {
  const known = bodies.get(kind);
  if (known) return known;
  const made = ajv().compile(schemaOf(kind));
  bodies.set(kind, made);
  return made;
}

function answerCheck(kind: string): ValidateFunction {
  const known = answers.get(kind);
  if (known) return known;
  const schema = schemaOf(kind);
  const answer = schema["x-bus"].answer;
  if (!answer) throw new Fault("MESSAGE_INVALID", `${kind} has no answer.`);
  const made = ajv().compile({ $id: `answer-${schema.$id}`, ...answer });
  answers.set(kind, made);
  return made;
}

/** The field that an error is about: for what is missing or too much, that field itself. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const field = params.missingProperty ?? params.additionalProperty ?? params.propertyName;
  if (typeof field !== "string") return instancePath;
  return `${instancePath}/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function wrongOf(error: ErrorObject): string {
  if (error.keyword === "required") return "is missing";
  if (error.keyword === "additionalProperties") return "is not known here";
  if (error.keyword === "enum")
    return `must be one of ${(error.params.allowedValues as string[]).join(", ")}`;
  return error.message ?? `breaks ${error.keyword}`;
}

function refuse(what: string, error: ErrorObject | undefined): never {
  if (!error) throw new Fault("MESSAGE_INVALID", `${what} is not what its schema says.`);
  const path = pathOf(error).slice(0, 512);
  const message = `${what}: ${path === "" ? "its body" : path} ${wrongOf(error)}.`;
  throw new Fault("MESSAGE_INVALID", message, { path });
}

/** Makes ready what has not been said yet, one kind a step: a turn would else pay for a dozen of them. */
export function* prepareChecks(): Generator<undefined, void> {
  for (const kind of Object.keys(topics)) {
    bodyCheck(kind);
    yield undefined;
  }
}

/** Throws MESSAGE_INVALID, with the path of the first fault, when the body is not what its kind's schema says. */
export function checkBody(kind: Kind, body: unknown): void {
  const check = bodyCheck(kind);
  if (!check(body)) refuse(kind, check.errors?.[0]);
}

/** The same for what a command is answered with. */
export function checkAnswer(kind: AskedKind, result: unknown): void {
  const check = answerCheck(kind);
  if (!check(result)) refuse(`The answer to ${kind}`, check.errors?.[0]);
}
