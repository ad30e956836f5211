package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.Candidate;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** One finding, what people say about it and about who is who, and how it came to be so. What they say is judged here before it is recorded. */
public final class FindingStatements {

    private final Remedies remedies;
    private final Identities identities;
    private final FilingStore store;
    private final Findings findings;
    private final FindingHistory history;
    private final QuestionClock clock;
    private final RegisterProgress progress;
    private final LedgerReader ledger;

    FindingStatements(Remedies remedies, Identities identities, FilingStore store, Findings findings, FindingHistory history,
            QuestionClock clock, RegisterProgress progress, LedgerReader ledger) {
        this.remedies = remedies;
        this.identities = identities;
        this.store = store;
        this.findings = findings;
        this.history = history;
        this.clock = clock;
        this.progress = progress;
        this.ledger = ledger;
    }

    /**
     * Something that made a finding what it is: one of the three.
     *
     * @param answer what the ledger would have answered from then on
     * @param remedy what was done about it
     * @param identity what was said of who is who
     */
    public record Step(Instant at, @Nullable Answered answer, @Nullable Remedy remedy, Identities.@Nullable Stated identity) {}

    /**
     * What the ledger would have answered.
     *
     * @param judgment the answer of the check
     * @param recordId the record that made it so
     */
    public record Answered(Finding.Kind finding, Finding.Judgment judgment, @Nullable RecordId recordId) {}

    /** Now, with all that is recorded: what is said about a finding is said of how it stands. */
    public Moment upToDate() {
        progress.await(ledger.head());
        return clock.of(null, null);
    }

    /**
     * A finding.
     *
     * @param number of the signature in the filing, from 0
     * @param place which of those for whom it was made, from 0
     * @throws Problem if there is no such filing, signature or finding
     */
    public Finding find(String filingId, int number, int place, Moment moment) {
        return all(filingId, number, moment).stream().filter(one -> one.place() == place).findFirst()
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_SIGNATURE",
                        "The signature was made for fewer.", List.of()));
    }

    /**
     * A finding.
     *
     * @param onBehalfOf for whom, as the form spells the name; may be null where the signature was made for one
     * @throws Problem if there is no such filing or signature, or it does not say which finding is meant
     */
    Finding find(String filingId, int number, @Nullable String onBehalfOf, Moment moment) {
        List<Finding> all = all(filingId, number, moment);
        if (onBehalfOf == null && all.size() > 1) {
            throw Problem.malformed("onBehalfOf", "is required: the signature was made for several");
        }
        return all.stream().filter(one -> onBehalfOf == null || onBehalfOf.equals(one.grantorName())).findFirst()
                .orElseThrow(() -> Problem.malformed("onBehalfOf", "names someone for whom the signature was not made"));
    }

    private List<Finding> all(String filingId, int number, Moment moment) {
        List<KeptSignature> signatures = store.signatures(store.filing(filingId)).stream().filter(one -> one.number() == number).toList();
        if (signatures.isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_SIGNATURE", "The filing has no signature of this number.", List.of());
        }
        return findings.of(signatures, moment);
    }

    /**
     * Records what was done about a finding, once.
     *
     * @param moment as of which it was found
     * @throws Problem if it makes no sense; then nothing is recorded
     */
    public Remedy remedy(Finding finding, Remedy.Said said, Moment moment, CommandRecorder.Sender sender) {
        String reason = reason(said.reason());
        requireSense(said, finding, moment);
        return remedies.record(Remedy.Place.of(finding.signature(), finding.place()), finding.signature().signature().text(), said.kind(),
                said.signedOn(), said.document(), reason, sender);
    }

    private static void requireSense(Remedy.Said said, Finding finding, Moment moment) {
        LocalDate signedOn = said.signedOn();
        if (said.kind() != Remedy.Kind.RATIFIED) {
            if (signedOn != null || said.document() != null) {
                throw Problem.malformed(signedOn != null ? "signedOn" : "document", "belongs to a ratification only");
            }
            return;
        }
        if (signedOn == null) {
            throw Problem.malformed("signedOn", "is required: the day on which the grantor signed the writing");
        }
        if (signedOn.isAfter(moment.on())) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "IN_THE_FUTURE", "The writing is signed in the future.",
                    List.of(new Problem.Fault("signedOn", "is in the future")));
        }
        LocalDate made = finding.signature().signature().signedOn();
        if (made != null && signedOn.isBefore(made)) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "RATIFIED_BEFORE_SIGNED",
                    "What ratifies a signature is signed on its day, " + made + ", or later.",
                    List.of(new Problem.Fault("signedOn", "is before the signature")));
        }
        if (finding.finding() != Finding.Kind.NOT_COVERED && finding.finding() != Finding.Kind.CANNOT_TELL) {
            throw new Problem(HttpStatus.CONFLICT, "NOTHING_TO_RATIFY", "This signature needs no ratification: it is "
                    + finding.finding() + ".", List.of());
        }
    }

    /**
     * Records that two ids mean one person, or two, once.
     *
     * @param parties two ids, of the ledger or {@code CIK} and ten digits
     * @throws Problem if an id is not known, or it contradicts what was said before; then nothing is recorded
     */
    public Identities.Stated identify(Identities.Statement statement, List<String> parties, String why, CommandRecorder.Sender sender) {
        String reason = reason(why);
        if (parties.size() != 2 || parties.stream().distinct().count() != 2) {
            throw Problem.malformed("parties", "has two different ids");
        }
        progress.await(ledger.head());
        for (int i = 0; i < 2; i++) {
            String id = id("parties[" + i + "]", parties.get(i));
            if (!Identities.isCik(id) && !findings.knows(id)) {
                throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_PARTY", "The ledger knows no person or entity with the id " + id + ".",
                        List.of(new Problem.Fault("parties[" + i + "]", "is not known")));
            }
        }
        if (statement == Identities.Statement.SAME_PERSON) {
            requireOneKind(parties);
        }
        return identities.state(Identities.Pair.of(parties.get(0), parties.get(1)), statement, reason, sender);
    }

    private void requireOneKind(List<String> parties) {
        Identities.Known known = identities.now();
        Set<String> all = new TreeSet<>();
        parties.forEach(one -> all.addAll(known.sameAs(one)));
        PartyIndex.Kinds kinds = findings.kinds(all);
        if (kinds.mixed()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "PERSON_AND_ENTITY", "A person and an entity are not one: "
                    + String.join(", ", kinds.people()) + " and " + String.join(", ", kinds.entities()) + ".",
                    List.of(new Problem.Fault("parties", "are a person and an entity")));
        }
    }

    static String id(String field, String text) {
        try {
            return PartyId.of(text).value();
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(field, String.valueOf(e.getMessage()));
        }
    }

    private static String reason(String reason) {
        Limit.PROSE.require("reason", reason.length());
        if (reason.isBlank()) {
            throw Problem.malformed("reason", "is required");
        }
        return reason.strip();
    }

    /**
     * How a finding came to be what it is, the first first. Names are matched as they are today.
     *
     * @param reached records up to this position
     */
    public List<Step> history(Finding finding, Moment moment, Position reached) {
        List<Step> steps = new ArrayList<>();
        history.of(findings.questions(finding.signature(), finding.place(), moment), reached, findings.seen())
                .forEach(change -> steps.add(new Step(change.at(),
                        new Answered(Finding.kind(change.judgment(), finding.why()), change.judgment(), change.recordId()), null, null)));
        remedies.history(Remedy.Place.of(finding.signature(), finding.place()))
                .forEach(one -> steps.add(new Step(one.recordedAt(), null, one, null)));
        identities.about(named(finding, any -> true).stream().map(Candidate::id).toList())
                .forEach(one -> steps.add(new Step(one.recordedAt(), null, null, one)));
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    /** Those in a finding of whom someone may say who is who: by the numbers on the form, and by ids of people and entities in the ledger. */
    public List<Candidate> identifiable(Finding finding) {
        return named(finding, id -> Identities.isCik(id) || findings.knows(id));
    }

    private static List<Candidate> named(Finding finding, Predicate<String> which) {
        Map<String, Candidate> named = new LinkedHashMap<>();
        finding.signature().filing().filing().owners().stream().filter(one -> one.cik() != null).forEach(owner -> {
            String id = Identities.ofCik(String.valueOf(owner.cik()));
            named.put(id, new Candidate(id, owner.name(), owner.cik()));
        });
        finding.candidates().forEach(one -> named.putIfAbsent(one.id(), one));
        if (finding.grantorId() != null) {
            String id = finding.grantorId().value();
            named.putIfAbsent(id, new Candidate(id, finding.grantorName() == null ? id : finding.grantorName(), null));
        }
        List<String> signers = finding.signature().signature().reading().signers();
        for (int i = 0; i < finding.signerIds().size(); i++) {
            String id = finding.signerIds().get(i).value();
            named.putIfAbsent(id, new Candidate(id, signers.size() == finding.signerIds().size() ? signers.get(i) : id, null));
        }
        return named.values().stream().filter(one -> which.test(one.id())).toList();
    }
}
