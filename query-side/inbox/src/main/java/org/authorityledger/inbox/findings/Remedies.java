package org.authorityledger.inbox.findings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.events.Document;
import org.authorityledger.http.Problem;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What people did about findings. Rows are only added; of each finding the last one counts. */
final class Remedies {

    private static final String REMEDY = """
            remedy_id, filing, signature, place, words, remedy, signed_on, document_sha256, document_name, reason, recorded_at, recorded_by
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Remedies(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.transaction = transaction;
    }

    /** The remedies that stand, of findings of these signatures. */
    Map<Remedy.Place, Remedy> standing(Collection<KeptSignature> signatures) {
        Map<Remedy.Place, Remedy> standing = new HashMap<>();
        if (!signatures.isEmpty()) {
            jdbc.sql("select distinct on (filing, signature, place) " + REMEDY
                    + " from documents.remedy where filing = any(:filings) order by filing, signature, place, arrival desc")
                    .param("filings", signatures.stream().map(one -> one.filing().filingId()).distinct().toArray(String[]::new))
                    .query(Remedies::read).list().stream().filter(one -> one.kind() != Remedy.Kind.WITHDRAWN)
                    .forEach(one -> standing.put(one.finding(), one));
        }
        return standing;
    }

    /** All remedies of one finding, the first first. */
    List<Remedy> history(Remedy.Place finding) {
        return jdbc.sql("select " + REMEDY
                + " from documents.remedy where filing = :filing and signature = :signature and place = :place order by arrival")
                .param("filing", finding.filing()).param("signature", finding.signature()).param("place", finding.place())
                .query(Remedies::read).list();
    }

    /**
     * Records a remedy; the one that stands already is not recorded again.
     *
     * @throws Problem if nothing stands that could be withdrawn
     */
    Remedy record(Remedy.Place finding, String words, Remedy.Kind kind, @Nullable LocalDate signedOn, @Nullable Document document,
            String reason, CommandRecorder.Sender sender) {
        return Objects.requireNonNull(transaction.execute(status -> {
            AdvisoryLock.holdInTransaction(template, AdvisoryLock.STATING_ABOUT_FINDINGS);
            List<Remedy> before = history(finding);
            Remedy last = before.isEmpty() ? null : before.getLast();
            if (last != null && last.kind() == kind && last.reason().equals(reason) && last.words().equals(words)
                    && Objects.equals(last.signedOn(), signedOn) && Objects.equals(last.document(), document)) {
                return last;
            }
            if (kind == Remedy.Kind.WITHDRAWN && (last == null || last.kind() == Remedy.Kind.WITHDRAWN)) {
                throw new Problem(HttpStatus.CONFLICT, "NOTHING_TO_WITHDRAW", "No remedy of this finding stands.", List.of());
            }
            UUID remedyId = RecordIds.mint();
            jdbc.sql(
                    """
                            insert into documents.remedy (remedy_id, filing, signature, place, words, remedy, signed_on, document_sha256, document_name,
                              reason, recorded_by, source_address, correlation_id)
                            values (:id, :filing, :signature, :place, :words, :remedy, :signedOn, :sha256, :name, :reason, :by, :address, :correlation)
                            """)
                    .param("id", remedyId).param("filing", finding.filing()).param("signature", finding.signature())
                    .param("place", finding.place()).param("words", words).param("remedy", kind.name()).param("signedOn", signedOn)
                    .param("sha256", document == null ? null : document.sha256()).param("name", document == null ? null : document.name())
                    .param("reason", reason).param("by", sender.user()).param("address", sender.address())
                    .param("correlation", sender.correlationId()).update();
            return history(finding).getLast();
        }));
    }

    private static Remedy read(ResultSet row, int n) throws SQLException {
        String sha256 = row.getString("document_sha256");
        return new Remedy(row.getObject("remedy_id", UUID.class),
                new Remedy.Place(row.getString("filing"), row.getInt("signature"), row.getInt("place")), row.getString("words"),
                Remedy.Kind.valueOf(row.getString("remedy")), row.getObject("signed_on", LocalDate.class),
                sha256 == null ? null : new Document(sha256, row.getString("document_name")), row.getString("reason"),
                Objects.requireNonNull(row.getObject("recorded_at", OffsetDateTime.class)).toInstant(), row.getString("recorded_by"));
    }
}
