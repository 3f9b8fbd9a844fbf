/** The part of libvosk's C interface (vosk_api.h, 0.3.4x) that a grammar needs, loaded through koffi. */
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault } from "hearsay";

export interface Heard {
  /** A stretch of speech has ended; what it says is final. */
  readonly final: boolean;
  readonly words: readonly HeardWord[];
}
export interface HeardWord {
  readonly word: string;
  /** 0 to 1. */
  readonly conf: number;
  /** Seconds since the recogniser's first sample. */
  readonly start: number;
  readonly end: number;
}
export interface Recogniser extends Disposable {
  push(samples: Int16Array): Heard;
}
export interface Vosk extends Disposable {
  knows(word: string): boolean;
  /** `grammar`: phrases of lower-case words; `[unk]` is any other sound. */
  open(grammar: readonly string[]): Recogniser;
}

/** Loads library and model. Throws Fault PLUGIN_START_FAILED where libvosk does not run, MODEL_CORRUPT for a bad model. */
export async function loadVosk(libraryFolder: string, modelFolder: string): Promise<Vosk> {
  const api = await bind(join(libraryFolder, "libvosk.so"));
  api.setLogLevel(-1);
  const model = await api.newModel(modelFolder);
  if (!model) throw new Fault("MODEL_CORRUPT", `libvosk cannot read the model in ${modelFolder}.`);

  function open(grammar: readonly string[]): Recogniser {
    const recogniser = api.newRecogniser(model, 16_000, JSON.stringify(grammar));
    if (!recogniser) throw new Fault("JOB_FAILED", "libvosk made no recogniser for the grammar.");
    api.setWords(recogniser, 1);
    api.setPartialWords(recogniser, 1);
    let freed = false;
    return {
      push(samples) {
        const final = api.accept(recogniser, samples, samples.length) === 1;
        const json = final ? api.result(recogniser) : api.partial(recogniser);
        const { result, partial_result } = JSON.parse(json) as Record<string, HeardWord[] | undefined>;
        return { final, words: (final ? result : partial_result) ?? [] };
      },
      [Symbol.dispose]() {
        if (!freed) api.freeRecogniser(recogniser);
        freed = true;
      },
    };
  }

  return {
    knows: (word) => api.findWord(model, word) >= 0,
    open,
    // The library counts references: recognisers still open keep the model alive.
    [Symbol.dispose]: () => api.freeModel(model),
  };
}

type Pointer = object | null;
interface Api {
  setLogLevel(level: number): void;
  newModel(folder: string): Promise<Pointer>;
  freeModel(model: Pointer): void;
  findWord(model: Pointer, word: string): number;
  newRecogniser(model: Pointer, rate: number, grammar: string): Pointer;
  freeRecogniser(recogniser: Pointer): void;
  setWords(recogniser: Pointer, on: number): void;
  setPartialWords(recogniser: Pointer, on: number): void;
  accept(recogniser: Pointer, samples: Int16Array, count: number): number;
  partial(recogniser: Pointer): string;
  result(recogniser: Pointer): string;
}

async function bind(file: string): Promise<Api> {
  const { load } = await import("koffi");
  try {
    const library = load(file);
    const newModel = library.func("void *vosk_model_new(const char *path)");
    return {
      setLogLevel: library.func("void vosk_set_log_level(int level)"),
      newModel: (folder) => promisify<string, Pointer>(newModel.async)(folder),
      freeModel: library.func("void vosk_model_free(void *model)"),
      findWord: library.func("int vosk_model_find_word(void *model, const char *word)"),
      newRecogniser: library.func(
        "void *vosk_recognizer_new_grm(void *model, float rate, const char *grammar)",
      ),
      freeRecogniser: library.func("void vosk_recognizer_free(void *recognizer)"),
      setWords: library.func("void vosk_recognizer_set_words(void *recognizer, int words)"),
      setPartialWords: library.func("void vosk_recognizer_set_partial_words(void *recognizer, int words)"),
      accept: library.func(
        "int vosk_recognizer_accept_waveform_s(void *recognizer, int16_t *data, int length)",
      ),
      partial: library.func("const char *vosk_recognizer_partial_result(void *recognizer)"),
      result: library.func("const char *vosk_recognizer_result(void *recognizer)"),
    };
  } catch (cause) {
    throw new Fault("PLUGIN_START_FAILED", `${file} cannot be loaded here: ${String(cause)}`, {
      remedy: "wake-vosk runs on Linux with x64 and glibc; elsewhere use wake-openwakeword.",
      cause,
    });
  }
}
