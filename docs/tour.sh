#!/usr/bin/env bash
# The five-minute tour of the README, to be run against a fresh ledger: LEDGER_ADMIN_PASSWORD=... docs/tour.sh [http://localhost:8080]
set -euo pipefail
BASE=${1:-http://localhost:8080}/api
last=0

show() { python3 -m json.tool --indent 2 | sed 's/^/   /'; }
tell() { # path, body: records, and remembers the position
  echo "POST /api/$1"
  answer=$(curl -sS -u "admin:$LEDGER_ADMIN_PASSWORD" -H 'Content-Type: application/json' -d "$2" "$BASE/$1")
  last=$(python3 -c 'import json,sys; print(json.load(sys.stdin).get("position", 0))' <<<"$answer")
  record=$(python3 -c 'import json,sys; print(json.load(sys.stdin).get("recordId", ""))' <<<"$answer")
  recorded_at=$(python3 -c 'import json,sys; print(json.load(sys.stdin).get("recordedAt", ""))' <<<"$answer")
  show <<<"$answer"
}
may() { # signer, form, day, more: one line of answer
  local form=${2// /%20}
  curl -sS -u "admin:$LEDGER_ADMIN_PASSWORD" \
    "$BASE/authority/check?grantor=andrew-heaton&issuer=hemacare&form=$form&signer=$1&on=$3${4:-}&minPosition=$last" |
    python3 -c 'import json,sys; a=json.load(sys.stdin); print("  ", a["reason"] + ":", a["explanation"])'
}
say() { printf '\n# %s\n' "$1"; }

TERMS='"grantor": {"name": "Andrew Heaton"}, "issuer": {"issuerId": "hemacare", "name": "HemaCare Corporation"},
 "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving", "title": "Chief Executive Officer"},
               {"attorneyId": "david-fractor", "name": "David Fractor", "title": "Chief Financial Officer"},
               {"attorneyId": "joann-stover", "name": "JoAnn Stover", "title": "Corporate Secretary"}],
 "executedOn": "2003-05-08", "untilCeasedReporting": ["SECTION_16", "SECTION_13"], "substitutionAllowed": true'
CLAUSES_A_AND_C='{"clause": "a", "forms": ["3", "4", "5"], "capacities": ["OFFICER", "DIRECTOR"]},
 {"clause": "c", "forms": ["SCHEDULE 13D", "SCHEDULE 13G"]}'

say "Granted on 8 May 2003: each of the three may sign singly"
tell grantors/andrew-heaton/powers-of-attorney "{\"poaId\": \"heaton-2003\", $TERMS, \"powers\": [$CLAUSES_A_AND_C]}"
for signer in judi-irving david-fractor joann-stover; do may $signer 4 2004-03-01; done
may judi-irving 4 2003-05-07

say "Revoked in a writing of 1 February 2005, delivered to David Fractor alone"
tell grantors/andrew-heaton/powers-of-attorney/heaton-2003/revocations \
  '{"signedOn": "2005-02-01", "deliveries": [{"attorneyId": "david-fractor", "deliveredOn": "2005-02-03"}]}'
revocation=$record
may david-fractor 4 2005-02-02
may david-fractor 4 2005-02-03
may judi-irving 4 2005-02-03

say "Section 16 ends, Schedule 13G goes on: the instrument stands"
tell grantors/andrew-heaton/cessations \
  '{"issuerId": "hemacare", "regimes": ["SECTION_16"], "effectiveOn": "2006-06-30", "basis": "left office, six-month tail over"}'
may judi-irving "SC 13G" 2006-07-01

say "Both have ended: it lapses"
tell grantors/andrew-heaton/cessations '{"issuerId": "hemacare", "regimes": ["SECTION_13"], "effectiveOn": "2007-02-14"}'
before=$recorded_at
may judi-irving "SC 13G" 2007-02-13
may judi-irving "SC 13G" 2007-02-14

say "Told late: the revocation had reached JoAnn Stover on 10 February 2005. What we knew before stays answerable"
tell "grantors/andrew-heaton/powers-of-attorney/heaton-2003/revocations/$revocation/deliveries" \
  '{"attorneyId": "joann-stover", "deliveredOn": "2005-02-10"}'
may joann-stover 4 2005-03-01 "&knownAt=$before"
may joann-stover 4 2005-03-01

say "Corrected: clause (b), Form ID, had been overlooked when the instrument was transcribed"
may judi-irving ID 2003-06-01
tell grantors/andrew-heaton/powers-of-attorney/heaton-2003/corrections \
  "{$TERMS, \"powers\": [$CLAUSES_A_AND_C, {\"clause\": \"b\", \"forms\": [\"ID\"]}], \"reason\": \"clause (b) was overlooked\"}"
may judi-irving ID 2003-06-01
may judi-irving ID 2003-06-01 "&knownAt=$before"

say "Which record changed the answers for 1 March 2005?"
curl -sS -u "admin:$LEDGER_ADMIN_PASSWORD" -H 'Accept: text/csv' \
  "$BASE/authorities/diff?grantor=andrew-heaton&from.on=2005-03-01&to.on=2005-03-01&from.knownAt=$before&minPosition=$last" | cut -d, -f1,2,8,9,12

say "A rule refuses what cannot be: nothing is recorded"
tell grantors/andrew-heaton/powers-of-attorney "{\"poaId\": \"heaton-2008\", ${TERMS/2003-05-08/2008-01-02}, \"powers\": [$CLAUSES_A_AND_C]}"
