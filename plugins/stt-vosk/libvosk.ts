/** The part of libvosk's C interface (vosk_api.h, 0.3.4x) that free speech needs, loaded through koffi. */
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault } from "hearsay";

export interface Recogniser extends Disposable {
  /** Takes the next samples, in a thread of the library's; whether a stretch of speech has ended. */
  push(samples: Int16Array): Promise<boolean>;
  /** The words of the stretch that goes on; may still change. */
  partial(): string;
  /** The words of the stretch that has ended. */
  ended(): string;
  /** All that is left: no more sound comes. */
  finish(): Promise<string>;
}
export interface Vosk extends Disposable {
  open(): Recogniser;
}

type Pointer = object | null;
const rate = 16_000;

/** Loads library and model. Throws Fault PLUGIN_START_FAILED where libvosk does not run, MODEL_CORRUPT for a bad model. */
export async function loadVosk(libraryFolder: string, modelFolder: string): Promise<Vosk> {
  const api = await bind(join(libraryFolder, "libvosk.so"));
  api.setLogLevel(-1);
  const model = await api.newModel(modelFolder);
  if (!model) throw new Fault("MODEL_CORRUPT", `libvosk cannot read a model in ${modelFolder}.`);

  function open(): Recogniser {
    const recogniser = api.newRecogniser(model, rate);
    if (!recogniser) throw new Fault("JOB_FAILED", "libvosk made no recogniser.");
    let freed = false;
    return {
      push: async (samples) => (await api.accept(recogniser, samples, samples.length)) === 1,
      partial: () => wordsIn(api.partial(recogniser)),
      ended: () => wordsIn(api.result(recogniser)),
      finish: async () => wordsIn(await api.final(recogniser)),
      [Symbol.dispose]() {
        if (!freed) api.freeRecogniser(recogniser);
        freed = true;
      },
    };
  }
  // The library counts references: recognisers still open keep the model alive.
  return { open, [Symbol.dispose]: () => api.freeModel(model) };
}

function wordsIn(json: string): string {
  const { text, partial } = JSON.parse(json) as { text?: string; partial?: string };
  return (text ?? partial ?? "").trim();
}

interface Api {
  setLogLevel(level: number): void;
  newModel(folder: string): Promise<Pointer>;
  freeModel(model: Pointer): void;
  newRecogniser(model: Pointer, rate: number): Pointer;
  freeRecogniser(recogniser: Pointer): void;
  accept(recogniser: Pointer, samples: Int16Array, count: number): Promise<number>;
  partial(recogniser: Pointer): string;
  result(recogniser: Pointer): string;
  final(recogniser: Pointer): Promise<string>;
}

async function bind(file: string): Promise<Api> {
  const { load } = await import("koffi");
  try {
    const library = load(file);
    const newModel = library.func("void *vosk_model_new(const char *path)");
    const accept = library.func(
      "int vosk_recognizer_accept_waveform_s(void *recognizer, int16_t *data, int length)",
    );
    const final = library.func("const char *vosk_recognizer_final_result(void *recognizer)");
    return {
      setLogLevel: library.func("void vosk_set_log_level(int level)"),
      newModel: (folder) => promisify<string, Pointer>(newModel.async)(folder),
      freeModel: library.func("void vosk_model_free(void *model)"),
      newRecogniser: library.func("void *vosk_recognizer_new(void *model, float rate)"),
      freeRecogniser: library.func("void vosk_recognizer_free(void *recognizer)"),
      accept: (recogniser, samples, count) =>
        promisify<Pointer, Int16Array, number, number>(accept.async)(recogniser, samples, count),
      partial: library.func("const char *vosk_recognizer_partial_result(void *recognizer)"),
      result: library.func("const char *vosk_recognizer_result(void *recognizer)"),
      final: (recogniser) => promisify<Pointer, string>(final.async)(recogniser),
    };
  } catch (cause) {
    throw new Fault("PLUGIN_START_FAILED", `${file} cannot be loaded here: ${String(cause)}`, {
      remedy: "stt-vosk runs on Linux with x64 and glibc; elsewhere use stt-moonshine or stt-whisper.",
      cause,
    });
  }
}
