package org.authorityledger.inbox;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.events.RecordId;
import org.authorityledger.register.NameKey;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tables of the schema {@code documents}. Rows are only added. */
final class DocumentStore {

    private static final String PROPOSAL = """
            select p.proposal_id, p.arrival, p.sha256, p.number, p.part, p.kind, p.body, p.grantor_name, p.appointed_by, p.evidence, p.open,
              p.read_at, d.decision, d.decided_at, d.decided_by, d.reason, d.record_id
            from documents.proposal p left join documents.decision d on d.proposal_id = p.proposal_id
            """;
    private static final int PIECE = 1 << 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    DocumentStore(JdbcTemplate jdbc, TransactionTemplate transaction, JsonMapper json) {
        this.jdbc = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.json = json;
    }

    /** Who brings a document. */
    record Keeper(String user, @Nullable String address, String correlationId) {}

    /** A text with what was read in it. */
    record ReadText(String name, String text, List<Proposal> proposals) {}

    /** A part with the proposals that were read in it. */
    record ReadPart(DocumentPart part, List<Proposal> proposals) {}

    /** Keeps a document and what was read in it, unless it is kept already. */
    void keep(String sha256, byte[] bytes, @Nullable String name, Keeper keeper, List<ReadPart> read) {
        transaction.executeWithoutResult(status -> {
            int kept = jdbc.sql("""
                    insert into documents.document (sha256, bytes, size, name, kept_by, source_address, correlation_id)
                    values (:sha256, :bytes, :size, :name, :by, :address, :correlation) on conflict do nothing
                    """).param("sha256", sha256).param("bytes", bytes).param("size", bytes.length).param("name", name)
                    .param("by", keeper.user()).param("address", keeper.address()).param("correlation", keeper.correlationId()).update();
            if (kept == 0) {
                return;
            }
            int number = 0;
            for (ReadPart one : read) {
                insert(sha256, one.part());
                for (Proposal proposal : one.proposals()) {
                    insert(sha256, number, one.part().part(), proposal);
                    number++;
                }
            }
        });
    }

    /** Keeps documents of one part each that are not kept yet, all of them or none. */
    void keepAll(Map<String, ReadText> bySha256, Keeper keeper) {
        transaction.executeWithoutResult(status -> {
            String[] hashes = bySha256.keySet().toArray(String[]::new);
            List<String> added = jdbc.sql("""
                    insert into documents.document (sha256, bytes, size, name, kept_by, source_address, correlation_id)
                    select sha256, convert_to(text, 'UTF8'), length(convert_to(text, 'UTF8')), name, :by, :address, :correlation
                    from unnest(:hashes::text[], :texts::text[], :names::text[]) as d (sha256, text, name)
                    on conflict do nothing returning sha256
                    """).param("by", keeper.user()).param("address", keeper.address()).param("correlation", keeper.correlationId())
                    .param("hashes", hashes).param("texts", bySha256.values().stream().map(ReadText::text).toArray(String[]::new))
                    .param("names", bySha256.values().stream().map(ReadText::name).toArray(String[]::new)).query(String.class).list();
            jdbc.sql("""
                    insert into documents.part (sha256, part, file_name, text)
                    select sha256, 0, name, text from unnest(:hashes::text[], :texts::text[], :names::text[]) as d (sha256, text, name)
                    """).param("hashes", added.toArray(String[]::new))
                    .param("texts", added.stream().map(one -> Objects.requireNonNull(bySha256.get(one)).text()).toArray(String[]::new))
                    .param("names", added.stream().map(one -> Objects.requireNonNull(bySha256.get(one)).name()).toArray(String[]::new))
                    .update();
            for (String sha256 : added) {
                int number = 0;
                for (Proposal proposal : Objects.requireNonNull(bySha256.get(sha256)).proposals()) {
                    insert(sha256, number, 0, proposal);
                    number++;
                }
            }
        });
    }

    private void insert(String sha256, DocumentPart part) {
        jdbc.sql("""
                insert into documents.part (sha256, part, type, file_name, description, text, not_read, no_proposal)
                values (:sha256, :part, :type, :fileName, :description, :text, :notRead, :noProposal)
                """).param("sha256", sha256).param("part", part.part()).param("type", part.type()).param("fileName", part.fileName())
                .param("description", part.description()).param("text", part.text()).param("notRead", part.notRead())
                .param("noProposal", part.noProposal()).update();
    }

    /**
     * A confirmation is proposed once: not again where another document has the same filing of this grantor, or an earlier form refers to the same
     * exhibit.
     */
    private void insert(String sha256, int number, int part, Proposal proposal) {
        jdbc.sql("""
                insert into documents.proposal (proposal_id, sha256, number, part, kind, body, grantor_name, appointed_by, evidence, open,
                  search_names)
                select :id, :sha256, :number, :part, :kind, :body::json, :grantorName, :appointedBy, :evidence::json, :open::json, :names
                where :kind <> 'CONFIRMATION' or not exists (select from documents.proposal p
                  where p.kind = 'CONFIRMATION' and p.sha256 <> :sha256 and p.grantor_name = :grantorName
                    and p.body -> 'grantor' ->> 'cik' is not distinct from :body::json -> 'grantor' ->> 'cik'
                    and (p.body ->> 'accession' = :body::json ->> 'accession'
                      or p.open::text = :open and p.body ->> 'note' = :body::json ->> 'note'
                        and p.body ->> 'byReference' = 'true' and p.body ->> 'filedOn' <= :body::json ->> 'filedOn'))
                """).param("id", RecordIds.mint()).param("sha256", sha256).param("number", number)
                .param("part", part).param("kind", proposal.kind().name()).param("body", json.writeValueAsString(proposal.body()))
                .param("grantorName", proposal.grantorName()).param("appointedBy", proposal.appointedByName())
                .param("evidence", json.writeValueAsString(proposal.evidence())).param("open", json.writeValueAsString(proposal.open()))
                .param("names", searchNames(proposal)).update();
    }

    private static String searchNames(Proposal proposal) {
        StringBuilder names = new StringBuilder("|");
        add(proposal.grantorName(), names);
        add(proposal.appointedByName(), names);
        addNames(proposal.body(), names);
        return names.toString();
    }

    private static void addNames(Object value, StringBuilder names) {
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, inner) -> {
                if (name.equals("name") && inner instanceof String text) {
                    add(text, names);
                } else if (inner != null) {
                    addNames(inner, names);
                }
            });
        } else if (value instanceof List<?> several) {
            several.forEach(inner -> addNames(inner, names));
        }
    }

    private static void add(@Nullable String name, StringBuilder names) {
        if (name != null) {
            names.append(' ').append(NameKey.plain(name)).append(" |");
        }
    }

    /** The document of these bytes, with its parts; null if it is not kept. */
    @Nullable
    KeptDocument document(String sha256) {
        List<DocumentPart> parts = jdbc
                .sql("select part, type, file_name, description, text, not_read, no_proposal from documents.part where sha256 = :sha256 order by part")
                .param("sha256", sha256)
                .query((row, n) -> new DocumentPart(row.getInt("part"), row.getString("type"), row.getString("file_name"),
                        row.getString("description"), row.getString("text"), row.getString("not_read"), row.getString("no_proposal")))
                .list();
        return jdbc.sql("select size, name, kept_at, kept_by from documents.document where sha256 = :sha256").param("sha256", sha256)
                .query((row, n) -> new KeptDocument(sha256, row.getInt("size"), row.getString("name"), instant(row, "kept_at"),
                        row.getString("kept_by"), parts))
                .optional().orElse(null);
    }

    /** Which of these documents are kept. */
    List<String> kept(List<String> sha256) {
        return jdbc.sql("select sha256 from documents.document where sha256 = any(:those)")
                .param("those", sha256.toArray(String[]::new)).query(String.class).list();
    }

    /** Writes the bytes of a document, a piece at a time. */
    void write(KeptDocument document, OutputStream output) throws IOException {
        for (int from = 0; from < document.size(); from += PIECE) {
            output.write(jdbc.sql("select substring(bytes from :from for :most) from documents.document where sha256 = :sha256")
                    .param("from", from + 1).param("most", PIECE).param("sha256", document.sha256()).query(byte[].class).single());
        }
    }

    /** The proposals of a document, in their order. */
    List<KeptProposal> proposals(String sha256) {
        return jdbc.sql(PROPOSAL + "where p.sha256 = :sha256 order by p.number").param("sha256", sha256).query(this::read).list();
    }

    @Nullable
    KeptProposal proposal(UUID proposalId) {
        return jdbc.sql(PROPOSAL + "where p.proposal_id = :id").param("id", proposalId).query(this::read).optional().orElse(null);
    }

    /** Those that a filter lets through, the newest first. */
    List<KeptProposal> proposals(ProposalFilter filter, @Nullable Long before, int most) {
        Map<String, Object> parameters = new HashMap<>(Map.of("most", most));
        String sql = PROPOSAL + where(filter, parameters);
        if (before != null) {
            sql += " and p.arrival < :before";
            parameters.put("before", before);
        }
        return jdbc.sql(sql + " order by p.arrival desc limit :most").params(parameters).query(this::read).list();
    }

    /** Those that wait by their marks and that a filter lets through, the oldest first. */
    List<KeptProposal> waiting(ProposalFilter filter, @Nullable Long after, int most) {
        Map<String, Object> parameters = new HashMap<>(Map.of("most", most, "after", after == null ? 0 : after));
        return jdbc.sql(PROPOSAL
                + where(new ProposalFilter(KeptProposal.State.PENDING, filter.kind(), filter.party(), filter.document()), parameters)
                + " and p.arrival > :after order by p.arrival limit :most").params(parameters).query(this::read).list();
    }

    private static String where(ProposalFilter filter, Map<String, Object> parameters) {
        StringBuilder sql = new StringBuilder("where true");
        if (filter.state() == KeptProposal.State.PENDING) {
            sql.append(" and d.proposal_id is null");
        } else if (filter.state() != null) {
            sql.append(" and d.decision = :decision");
            parameters.put("decision", filter.state().name());
        }
        if (filter.kind() != null) {
            sql.append(" and p.kind = :kind");
            parameters.put("kind", filter.kind().name());
        }
        if (filter.document() != null) {
            sql.append(" and p.sha256 = :sha256");
            parameters.put("sha256", filter.document());
        }
        if (filter.party() != null) {
            sql.append(" and strpos(p.search_names, :party) > 0");
            parameters.put("party", " " + NameKey.plain(filter.party()) + " ");
        }
        return sql.toString();
    }

    /** Adds a decision, unless there is one. */
    void decide(UUID proposalId, KeptProposal.Decision decision) {
        RecordId recordId = decision.recordId();
        jdbc.sql("""
                insert into documents.decision (proposal_id, decision, decided_at, decided_by, reason, record_id)
                values (:id, :decision, :at, :by, :reason, :record) on conflict do nothing
                """).param("id", proposalId).param("decision", decision.state().name())
                .param("at", decision.at().atOffset(ZoneOffset.UTC)).param("by", decision.by())
                .param("reason", decision.reason()).param("record", recordId == null ? null : recordId.value()).update();
    }

    private KeptProposal read(ResultSet row, int n) throws SQLException {
        String decided = row.getString("decision");
        UUID recordId = row.getObject("record_id", UUID.class);
        return new KeptProposal(row.getObject("proposal_id", UUID.class), row.getLong("arrival"), row.getString("sha256"),
                row.getInt("number"), row.getInt("part"), Proposal.Kind.valueOf(row.getString("kind")),
                (ObjectNode) json.readTree(row.getString("body")), row.getString("grantor_name"), row.getString("appointed_by"),
                Arrays.asList(json.readValue(row.getString("evidence"), Evidence[].class)),
                Arrays.asList(json.readValue(row.getString("open"), Open[].class)), instant(row, "read_at"),
                decided == null
                        ? null
                        : new KeptProposal.Decision(KeptProposal.State.valueOf(decided), instant(row, "decided_at"),
                                row.getString("decided_by"), row.getString("reason"), recordId == null ? null : new RecordId(recordId)));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }
}
