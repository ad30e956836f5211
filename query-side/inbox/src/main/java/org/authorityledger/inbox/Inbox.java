package org.authorityledger.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.documents.filing.FilingExtract;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitingCommands;
import org.authorityledger.store.WaitsForApproval;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps documents, shows what they propose, and lets people decide.
 *
 * <p>A proposal is accepted when the ledger has a record under its key; the decision beside it is only a mark, and where a process was killed
 * between the two it is made when the proposal is seen next.
 */
public final class Inbox {

    private static final int MOST_DECIDING = 4;

    private final DocumentStore store;
    private final LedgerParties parties;
    private final LedgerReader ledger;
    private final WaitingCommands approvals;
    private final RegisterProgress progress;
    private final BoundedReading reading;
    private final DataSource dataSource;
    private final ObjectProvider<CommandRecorder> recorder;
    private final Clock clock;
    /** Each one who decides holds a connection, and recording takes another: together they must not take all. */
    private final Semaphore deciding = new Semaphore(MOST_DECIDING, true);

    Inbox(DocumentStore store, LedgerParties parties, LedgerReader ledger, WaitingCommands approvals, RegisterProgress progress,
            BoundedReading reading, DataSource dataSource, ObjectProvider<CommandRecorder> recorder, Clock clock) {
        this.store = store;
        this.parties = parties;
        this.ledger = ledger;
        this.approvals = approvals;
        this.progress = progress;
        this.reading = reading;
        this.dataSource = dataSource;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** A proposal as it stands now. */
    public record Shown(KeptProposal proposal, Settled settled) {}

    /**
     * What became of one of several proposals.
     *
     * @param record what was recorded; null: nothing
     * @param problem why nothing was recorded; null: there is no problem
     */
    public record Outcome(KeptProposal proposal, @Nullable StoredEvent record, Problem.@Nullable Report problem) {}

    /** Whether this node records, so that proposals can be accepted here. */
    public boolean records() {
        return recorder.getIfAvailable() != null;
    }

    /**
     * Keeps a document and reads it, unless it is kept already.
     *
     * @param name how the file is called, where given
     * @throws Problem if it is too large, empty, or takes too long to read; then it is not kept
     */
    public KeptDocument keep(InputStream body, @Nullable String name, CommandRecorder.Sender sender)
            throws IOException, InterruptedException {
        Limit.TEXT.require("name", name == null ? 0 : name.length());
        try (ReceivedFile file = ReceivedFile.of(body, "document", beginning -> Limit.DOCUMENT_BYTES)) {
            KeptDocument kept = store.document(file.sha256());
            if (kept != null) {
                return kept;
            }
            String plainName = name == null || name.isBlank() ? null : name.strip();
            DocumentStore.Keeper keeper = new DocumentStore.Keeper(sender.user(), sender.address(), sender.correlationId());
            reading.read(() -> {
                byte[] bytes = Files.readAllBytes(file.path());
                store.keep(file.sha256(), bytes, plainName, keeper, BoundedReading.parts(bytes));
                return file.sha256();
            });
            return document(file.sha256());
        }
    }

    /**
     * Keeps a submission that came with others, for what its exhibits propose, unless it is kept already.
     *
     * @param correlationId of what it came with
     * @throws Problem if it takes too long to read, or no place to read it becomes free; then it is not kept
     */
    public void keepSubmission(byte[] bytes, String name, String user, String correlationId) throws InterruptedException {
        String sha256 = Sha256.of(bytes);
        if (store.kept(List.of(sha256)).isEmpty()) {
            reading.read(() -> {
                store.keep(sha256, bytes, BoundedReading.storable(name), new DocumentStore.Keeper(user, null, correlationId),
                        BoundedReading.parts(bytes));
                return sha256;
            });
        }
    }

    /** Keeps what forms themselves propose, each with the text that says so, unless it is kept already. */
    public void keepExtracts(List<FilingExtract> extracts, String user, String correlationId) {
        Map<String, DocumentStore.ReadText> bySha256 = new TreeMap<>();
        for (FilingExtract extract : extracts) {
            String text = Objects.requireNonNull(BoundedReading.storable(extract.text()));
            bySha256.put(Sha256.of(text.getBytes(StandardCharsets.UTF_8)), new DocumentStore.ReadText(
                    Objects.requireNonNull(BoundedReading.storable(extract.name())), text, extract.proposals()));
        }
        if (!bySha256.isEmpty()) {
            store.keepAll(bySha256, new DocumentStore.Keeper(user, null, correlationId));
        }
    }

    /**
     * A document that is kept.
     *
     * @throws Problem if it is not
     */
    public KeptDocument document(String sha256) {
        KeptDocument document = store.document(sha256);
        if (document == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_DOCUMENT", "No document with this SHA-256 is kept.", List.of());
        }
        return document;
    }

    /** Which of these documents are kept. */
    public List<String> kept(List<String> sha256) {
        return sha256.isEmpty() ? List.of() : store.kept(sha256);
    }

    /** Writes the bytes of a document as they came. */
    public void write(KeptDocument document, OutputStream output) throws IOException {
        store.write(document, output);
    }

    /** The proposals of a document as they stand now, in their order. */
    public List<Shown> proposals(KeptDocument document) {
        List<KeptProposal> proposals = marked(store.proposals(document.sha256()));
        Map<Integer, String> texts = new HashMap<>();
        document.parts().forEach(part -> {
            if (part.text() != null) {
                texts.put(part.part(), part.text());
            }
        });
        Map<UUID, StoredEvent> recorded = recorded(proposals);
        List<Shown> shown = new ArrayList<>();
        KeptProposal before = null;
        for (KeptProposal proposal : proposals) {
            shown.add(new Shown(proposal, Matching.settle(proposal, texts.get(proposal.part()),
                    before == null ? null : granted(recorded.get(before.proposalId())), parties)));
            before = proposal;
        }
        return shown;
    }

    /** The proposals that a filter lets through, the newest first. One of them may have been marked just now, and have another state. */
    public List<KeptProposal> proposals(ProposalFilter filter, @Nullable Long before, int most) {
        return marked(store.proposals(filter, before, most));
    }

    /**
     * A proposal as it stands now.
     *
     * @throws Problem if no proposal has this id
     */
    public Shown proposal(UUID proposalId) {
        KeptProposal proposal = find(proposalId);
        return proposals(document(proposal.sha256())).stream().filter(one -> one.proposal().proposalId().equals(proposalId)).findFirst()
                .orElseThrow();
    }

    /**
     * A proposal by its place in its document.
     *
     * @throws Problem if the document has no proposal there
     */
    public UUID proposalId(String sha256, int number) {
        return store.proposals(document(sha256).sha256()).stream().filter(one -> one.number() == number).findFirst()
                .orElseThrow(Inbox::unknownProposal).proposalId();
    }

    private KeptProposal find(UUID proposalId) {
        KeptProposal proposal = store.proposal(proposalId);
        if (proposal == null) {
            throw unknownProposal();
        }
        return marked(List.of(proposal)).getFirst();
    }

    private static Problem unknownProposal() {
        return new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_PROPOSAL", "There is no proposal with this id.", List.of());
    }

    /**
     * Those that wait by their mark and are in the ledger are marked now. What is in the ledger is accepted, whatever its mark says: who rejected it
     * may have been overtaken by who approved its command.
     */
    private List<KeptProposal> marked(List<KeptProposal> proposals) {
        Map<UUID, StoredEvent> recorded = recorded(proposals.stream().filter(one -> one.state() != KeptProposal.State.ACCEPTED).toList());
        if (recorded.isEmpty()) {
            return proposals;
        }
        return proposals.stream().map(one -> {
            StoredEvent event = recorded.get(one.proposalId());
            return event == null ? one : mark(one, event);
        }).toList();
    }

    private KeptProposal mark(KeptProposal proposal, StoredEvent event) {
        KeptProposal.Decision decision = new KeptProposal.Decision(KeptProposal.State.ACCEPTED, event.recordedAt(),
                event.provenance().recordedBy(), null, event.recordId());
        if (proposal.decision() == null) {
            store.decide(proposal.proposalId(), decision);
        }
        return proposal.decided(decision);
    }

    private Map<UUID, StoredEvent> recorded(List<KeptProposal> proposals) {
        Map<String, UUID> keys = new HashMap<>();
        proposals.forEach(one -> keys.put(one.key(), one.proposalId()));
        Map<UUID, StoredEvent> recorded = new HashMap<>();
        if (!keys.isEmpty()) {
            ledger.recordedUnder(keys.keySet()).forEach(event -> recorded
                    .put(Objects.requireNonNull(keys.get(Objects.requireNonNull(event.provenance().idempotency()).key())), event));
        }
        return recorded;
    }

    private static Matching.@Nullable Granted granted(@Nullable StoredEvent event) {
        if (event == null) {
            return null;
        }
        LedgerRecord record = event.record();
        return record.act().poaId() == null
                ? null
                : new Matching.Granted(record.act().grantorId().value(), record.act().poaId().value());
    }

    /**
     * Accepts a proposal: records its command, once.
     *
     * @param given what the person says about it; null: as it was read
     * @return what was recorded, now or when it was first accepted
     * @throws Problem if something is open, the command is refused, or the proposal was rejected or accepted otherwise
     * @throws WaitsForApproval if another person must approve the command; the proposal waits as long
     */
    public StoredEvent accept(UUID proposalId, @Nullable ObjectNode given, CommandRecorder.Sender sender) throws InterruptedException {
        CommandRecorder recording = recorder.getIfAvailable();
        if (recording == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NODE_DOES_NOT_RECORD",
                    "This node only answers questions. Send this to a node that records.", List.of());
        }
        progress.await(ledger.head());
        deciding.acquire();
        try (AdvisoryLock alone = lock(proposalId)) {
            Shown shown = proposal(proposalId);
            KeptProposal proposal = shown.proposal();
            boolean again = proposal.state() == KeptProposal.State.ACCEPTED;
            if (proposal.state() == KeptProposal.State.REJECTED) {
                throw already("ALREADY_REJECTED", "This proposal was rejected.");
            }
            if (!again || given != null && !given.isEmpty()) {
                KeptDocument document = document(proposal.sha256());
                ObjectNode command = Acceptance.complete(proposal.kind(), shown.settled(), given, document.sha256(), document.name());
                Optional<PreviewResult.Rejected> refused = recording.record(command.toString(), sender, proposal.key(), null);
                if (refused.isPresent()) {
                    if (refused.get().code().equals(CommandApproval.WAITS)) {
                        throw new WaitsForApproval(approvals.under(proposal.key()).orElseThrow());
                    }
                    throw again ? already("ALREADY_ACCEPTED", "This proposal was accepted with other fields.") : problem(refused.get());
                }
            }
            StoredEvent event = ledger.recordedUnder(proposal.key()).getFirst();
            if (!again) {
                mark(proposal, event);
            }
            return event;
        } finally {
            deciding.release();
        }
    }

    /**
     * Rejects a proposal. Nothing is recorded in the ledger.
     *
     * @throws Problem if it was accepted, its command waits for approval, or it was rejected for another reason
     */
    public KeptProposal reject(UUID proposalId, String reason, CommandRecorder.Sender sender) throws InterruptedException {
        Limit.PROSE.require("reason", reason.length());
        if (reason.isBlank()) {
            throw Problem.malformed("reason", "is required");
        }
        deciding.acquire();
        try (AdvisoryLock alone = lock(proposalId)) {
            // Before it is found: what is approved after this look is in the ledger when it is found.
            boolean waits = approvals.under(CommandRecorder.PROPOSALS + proposalId)
                    .filter(command -> command.state() == WaitingCommand.State.WAITING).isPresent();
            KeptProposal proposal = find(proposalId);
            if (proposal.state() == KeptProposal.State.ACCEPTED) {
                throw already("ALREADY_ACCEPTED", "This proposal was accepted. Retract its record instead.");
            }
            if (waits) {
                throw already(CommandApproval.WAITS, "This proposal was accepted, and its command waits for approval. Decide about that.");
            }
            KeptProposal.Decision before = proposal.decision();
            if (before != null) {
                if (!reason.strip().equals(before.reason())) {
                    throw already("ALREADY_REJECTED", "This proposal was rejected for another reason.");
                }
                return proposal;
            }
            KeptProposal.Decision decision = new KeptProposal.Decision(KeptProposal.State.REJECTED,
                    clock.instant().truncatedTo(ChronoUnit.MICROS), sender.user(), reason.strip(), null);
            store.decide(proposalId, decision);
            return proposal.decided(decision);
        } finally {
            deciding.release();
        }
    }

    /** Accepts one of several: a problem is the answer of this one, and the others go on. */
    public Outcome tryAccept(KeptProposal proposal, CommandRecorder.Sender sender) throws InterruptedException {
        try {
            return new Outcome(proposal, accept(proposal.proposalId(), null, sender), null);
        } catch (WaitsForApproval waits) {
            return new Outcome(proposal, null, new Problem.Report(HttpStatus.ACCEPTED, CommandApproval.WAITS,
                    "Another person must approve it: " + waits.command().approvalId(), List.of()));
        } catch (Problem problem) {
            if (problem.report().status().is5xxServerError()) {
                throw problem;
            }
            return new Outcome(proposal, null, problem.report());
        }
    }

    /** Rejects one of several. */
    public Outcome tryReject(KeptProposal proposal, String reason, CommandRecorder.Sender sender) throws InterruptedException {
        try {
            return new Outcome(reject(proposal.proposalId(), reason, sender), null, null);
        } catch (Problem problem) {
            if (problem.report().status().is5xxServerError()) {
                throw problem;
            }
            return new Outcome(proposal, null, problem.report());
        }
    }

    /** Accepts the proposals of a document that leave nothing open, in their order. */
    public List<Outcome> acceptAll(KeptDocument document, CommandRecorder.Sender sender) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (KeptProposal proposal : marked(store.proposals(document.sha256()))) {
            if (proposal.state() != KeptProposal.State.REJECTED) {
                outcomes.add(tryAccept(proposal, sender));
            }
        }
        return outcomes;
    }

    /** What became of a proposal that was accepted where commands wait for another person; empty: its command did not wait. */
    public Optional<WaitingCommand> approval(KeptProposal proposal) {
        return approvals.under(proposal.key());
    }

    /** The name of the command that a proposal would become. */
    public String command(KeptProposal proposal) {
        return Acceptance.command(proposal.kind());
    }

    /** The company that is called so, with an id that it has or can have; where several are called so, no id. */
    public ObjectNode company(String name) {
        return Matching.company(name, parties);
    }

    /** Those that wait and that a filter lets through, the oldest first. */
    public List<KeptProposal> waiting(ProposalFilter filter, @Nullable Long after, int most) {
        return marked(store.waiting(filter, after, most)).stream().filter(one -> one.decision() == null).toList();
    }

    /**
     * Those that someone can decide about now and that a filter lets through, the oldest first: not those whose command waits for approval. Who
     * decides about some at a time would meet the same ones again.
     */
    public List<KeptProposal> undecided(ProposalFilter filter, @Nullable Long after, int most) {
        List<KeptProposal> undecided = new ArrayList<>();
        Long last = after;
        boolean more = true;
        while (more && undecided.size() < most) {
            List<KeptProposal> some = store.waiting(filter, last, most);
            Set<String> held = approvals.waitingUnder(some.stream().map(KeptProposal::key).toList());
            marked(some).stream().filter(one -> one.decision() == null && !held.contains(one.key())).limit(most - undecided.size())
                    .forEach(undecided::add);
            more = some.size() == most;
            last = some.isEmpty() ? last : Long.valueOf(some.getLast().arrival());
        }
        return undecided;
    }

    private AdvisoryLock lock(UUID proposalId) {
        return AdvisoryLock.hold(dataSource, AdvisoryLock.DECIDING_A_PROPOSAL + (proposalId.hashCode() & 0xFFFF));
    }

    private static Problem already(String code, String detail) {
        return new Problem(HttpStatus.CONFLICT, code, detail, List.of());
    }

    private static Problem problem(PreviewResult.Rejected refused) {
        return new Problem(HttpStatus.valueOf(refused.status()), refused.code(), refused.detail(),
                refused.faults().stream().map(fault -> new Problem.Fault(fault.path(), fault.message())).toList());
    }
}
