#!/usr/bin/env python3
"""Writes the standard load W as NDJSON for POST /api/import: grants, revocations (a fifth back-dated), corrections.

usage: make-load.py [GRANTS] > load.ndjson      (200000 grants by default; the same numbers give the same file)
"""
import datetime
import json
import random
import sys

GRANTS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
GRANTORS, ISSUERS, ATTORNEYS = max(1, GRANTS // 4), max(1, GRANTS // 40), max(3, GRANTS // 40)
FORMS = ["FORM_3", "FORM_4", "FORM_5", "FORM_144", "FORM_ID", "SCHEDULE_13D", "SCHEDULE_13G"]
REGIMES = ["SECTION_16", "SECTION_13"]
START = datetime.date(2003, 1, 1)
pick = random.Random(20030508)


def day(after, spread):
    return after + datetime.timedelta(days=pick.randrange(spread))


def put(command, grantor_number, **body):
    print(json.dumps({"command": command, "grantorId": f"g{grantor_number}", **body}, default=str, separators=(",", ":")))


def terms(grantor, executed):
    issuer = pick.randrange(ISSUERS)
    attorneys = pick.sample(range(ATTORNEYS), pick.randint(1, 3))
    return {
        "grantor": {"name": f"Grantor {grantor}"},
        "issuer": {"issuerId": f"i{issuer}", "name": f"Issuer {issuer} Corporation"},
        "attorneys": [{"attorneyId": f"a{a}", "name": f"Attorney {a}"} for a in attorneys],
        "powers": [{"clause": "a", "forms": FORMS[:3]}, {"clause": "b", "forms": pick.sample(FORMS[3:], pick.randint(1, 4))}],
        "executedOn": executed,
        "untilCeasedReporting": REGIMES[: pick.randint(0, 2)],
        "substitutionAllowed": pick.random() < 0.5,
    }


later = []
for n in range(GRANTS):
    grantor = pick.randrange(GRANTORS)
    executed = day(START, 7000)
    body = terms(grantor, executed)
    put("GrantPowerOfAttorney", grantor, poaId=f"p{n}", **body)
    if pick.random() < 0.30:
        signed = day(executed, 700)
        deliveries = [{"attorneyId": a["attorneyId"], "deliveredOn": day(signed, 30)} for a in body["attorneys"] if pick.random() < 0.9]
        revocation = ("RevokePowerOfAttorney", grantor, dict(poaId=f"p{n}", signedOn=signed, deliveries=deliveries))
        if pick.random() < 0.2:
            later.append(revocation)
        else:
            put(revocation[0], revocation[1], **revocation[2])
    if pick.random() < 0.05:
        put("CorrectPowerOfAttorney", grantor, poaId=f"p{n}", reason="transcribed again", **{**body, "durable": True})
for command, grantor, body in later:
    put(command, grantor, **body)
