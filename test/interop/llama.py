"""A real llama.cpp server with a model of random weights, made here: llama.py FOLDER KEY prints its address.

The model knows 256 bytes and 4,000 words, has one layer, and talks nonsense: what is tested is how the server speaks.
"""

import sys
import threading
from pathlib import Path

import gguf
import numpy
import xllamacpp

WIDTH, HIDDEN, HEADS = 32, 64, 4
# So many that a byte which is half a letter seldom comes first.
WORDS = ["▁lamp", ".", "\n", "user", "assistant", ":", *(f"▁word{n}" for n in range(4000))]


def make(path):
    tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{n:02X}>".encode() for n in range(256)), *(w.encode() for w in WORDS)]
    kinds = [2, 3, 3, *[6] * 256, *[1] * len(WORDS)]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("nonsense")
    writer.add_context_length(512)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template("{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:")
    chance = numpy.random.default_rng(1)

    def tensor(name, *shape):
        writer.add_tensor(name, (chance.standard_normal(shape) * 0.05).astype(numpy.float32))

    def ones(name):
        writer.add_tensor(name, numpy.ones(WIDTH, numpy.float32))

    tensor("token_embd.weight", len(tokens), WIDTH)
    ones("output_norm.weight")
    tensor("output.weight", len(tokens), WIDTH)
    ones("blk.0.attn_norm.weight")
    ones("blk.0.ffn_norm.weight")
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        tensor(f"blk.0.{part}.weight", WIDTH, WIDTH)
    tensor("blk.0.ffn_gate.weight", HIDDEN, WIDTH)
    tensor("blk.0.ffn_up.weight", HIDDEN, WIDTH)
    tensor("blk.0.ffn_down.weight", WIDTH, HIDDEN)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main(folder, key):
    path = Path(folder) / "nonsense.gguf"
    make(path)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = 1024
    params.n_parallel = 2
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.cpuparams.n_threads = 1
    params.warmup = False
    params.api_keys = [key]
    params.sampling.ignore_eos = True
    server = xllamacpp.Server(params)
    print(f"listening {server.listening_address}", flush=True)
    threading.Event().wait()


main(*sys.argv[1:])
