"""Times hassil on sentences that stand on standard input as JSON; prints the times as JSON."""

import json
import random
import sys
import time

from hassil import Intents, TextSlotList, recognize_best


def lists_of(house, made):
    """What can be named in a house, with its indexes built."""
    names = house["names"] + made[: max(0, house["count"] - len(house["names"]))]
    lists = {
        "name": TextSlotList.from_tuples(
            [(name, name, {"domain": domain}) for name, domain in names], name="name"
        ),
        "area": TextSlotList.from_strings(house["areas"], name="area"),
        "floor": TextSlotList.from_strings(house["floors"], name="floor"),
    }
    for values in lists.values():
        values.get_candidates("x")
    return lists


def main():
    given = json.load(sys.stdin)
    started = time.perf_counter()
    intents = Intents.from_dict(given["intents"])
    for intent in intents.intents.values():
        for data in intent.data:
            _ = data.sentences
    compiled = time.perf_counter() - started

    houses = [lists_of(house, given["made"]) for house in given["houses"]]

    def timed(sentence):
        begun = time.perf_counter()
        recognize_best(
            sentence["text"],
            intents,
            slot_lists=houses[sentence["house"]],
            intent_context={"area": sentence["here"]},
            best_slot_name="name",
        )
        return (time.perf_counter() - begun) * 1000

    order = list(range(len(given["sentences"])))
    random.Random(1).shuffle(order)
    # What it makes only once is made before the clock runs.
    for index in order[:10]:
        timed(given["sentences"][index])
    times = []
    end = time.perf_counter() + given["seconds"]
    for index in order:
        if time.perf_counter() > end:
            break
        times.append([index, timed(given["sentences"][index])])
    json.dump({"compile": compiled * 1000, "times": times}, sys.stdout)


main()
