"""A satellite written in Python with paho-mqtt: satellite.py speak|listen|ask TRANSPORT PORT.

speak   sends 50 frames of a ramp as the kitchen's microphone
listen  prints one JSON line a frame of the kitchen's loudspeaker
ask     hands the kitchen a sentence and prints the answer
"""

import json
import struct
import sys
import threading
import time
import uuid

import paho.mqtt.client as mqtt

# bus-schema/audio.md: magic, version, codec, channels, rate, stream, sequence, capture time.
HEADER = struct.Struct("<BBBBIIId")
FRAMES, SAMPLES, STREAM = 50, 320, 0xC0FFEE


def speak(client):
    for sequence in range(FRAMES):
        samples = [sequence * SAMPLES + n - 8000 for n in range(SAMPLES)]
        head = HEADER.pack(0x48, 1, 0, 1, 16000, STREAM, sequence, 1e12 + sequence * 20)
        client.publish("hearsay/kitchen/audio/in", head + struct.pack(f"<{SAMPLES}h", *samples), qos=0)
    client.publish("hearsay/kitchen/audio/stopped", say({"stream": STREAM, "direction": "in", "frames": FRAMES, "lost": 0}), qos=1).wait_for_publish(10)


def say(body, **more):
    return json.dumps({"id": str(uuid.uuid4()), "at": int(time.time() * 1000), "by": "site/kitchen", **more, "body": body})


def on_frame(client, userdata, message):
    magic, version, codec, channels, rate, stream, sequence, at = HEADER.unpack_from(message.payload)
    samples = struct.unpack_from(f"<{(len(message.payload) - HEADER.size) // 2}h", message.payload, HEADER.size)
    facts = dict(magic=magic, version=version, codec=codec, channels=channels, rate=rate, stream=stream)
    print(json.dumps({**facts, "sequence": sequence, "at": at, "samples": samples}), flush=True)


def main(task, transport, port):
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="kitchen-paho", transport=transport)
    client.username_pw_set("kitchen", "secret")
    up, subscribed, answered = threading.Event(), threading.Event(), threading.Event()
    client.on_connect = lambda c, u, flags, reason, properties: print(f"connected {reason}", flush=True) or up.set()
    client.on_subscribe = lambda *rest: subscribed.set()
    client.connect("127.0.0.1", port)
    client.loop_start()
    if not up.wait(10):
        sys.exit("no connection")
    if task == "speak":
        speak(client)
    elif task == "listen":
        client.message_callback_add("hearsay/kitchen/audio/out", on_frame)
        client.subscribe("hearsay/kitchen/audio/out", qos=0)
        subscribed.wait(10)
        print("listening", flush=True)
        time.sleep(60)
    else:
        client.on_message = lambda c, u, message: print(message.payload.decode(), flush=True) or answered.set()
        client.subscribe("hearsay/@kitchen-paho/answer", qos=1)
        subscribed.wait(10)
        question = say({"text": "what time is it", "language": "en"}, replyTo="kitchen-paho")
        client.publish("hearsay/kitchen/utterance/handle", question, qos=1)
        if not answered.wait(10):
            sys.exit("no answer")
    client.disconnect()
    client.loop_stop()


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
