package org.authorityledger.inbox.findings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.Sha256;
import org.authorityledger.register.NameKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The tables of filings and signatures. Rows are only added. */
final class FilingStore {

    private static final Pattern FILING_ID = Pattern.compile("\\d{10}-\\d{2}-\\d{6}|[0-9a-f]{64}");
    private static final String FILING = """
            f.filing_id, f.content, f.accession, f.form, f.filed_on, f.period_of_report, f.original_filed_on, f.issuer_cik, f.issuer_name,
              f.owners, f.exhibits, f.remarks, f.no_longer_subject, f.doubts, f.kept_at, f.kept_by
            """;
    /**
     * Of one accession number the reading that says most: who reports, and who signed, and else what it contradicts, and else the one that came last.
     */
    private static final String SAYS_MOST = """
            not exists (select from documents.filing g where g.accession = f.accession
              and (g.has_owners, g.has_signatures, g.doubts <> '{}', g.filing_id) > (f.has_owners, f.has_signatures, f.doubts <> '{}', f.filing_id))
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FilingStore(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = JdbcClient.create(jdbc);
        this.json = json;
    }

    /** How many filings were added of which no reading was kept before, and how many signatures these have. */
    record Added(int filings, int signatures) {}

    /** Keeps filings that are not kept yet, with their signatures: all of them, or none if it fails. */
    Added keep(Collection<Filing> filings, String user) {
        // In one order, so that two who bring the same do not wait for each other in a circle.
        Map<String, Filing> brought = new TreeMap<>();
        filings.forEach(filing -> brought.put(content(filing), filing));
        List<Filing> each = List.copyOf(brought.values());
        String[] contents = brought.keySet().toArray(String[]::new);
        List<String> of = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<FiledSignature> signatures = new ArrayList<>();
        brought.forEach((content, filing) -> {
            for (int i = 0; i < filing.signatures().size(); i++) {
                of.add(content);
                numbers.add(i);
                signatures.add(filing.signatures().get(i));
            }
        });
        return jdbc
                .sql("""
                        with kept as (
                          insert into documents.filing (content, accession, form, filed_on, period_of_report, original_filed_on, issuer_cik, issuer_name,
                            owners, exhibits, remarks, no_longer_subject, has_owners, has_signatures, search_issuer, doubts, kept_by)
                          select content, accession, form, filed::date, period::date, original::date, cik, issuer, owners::json, exhibits::json, remarks,
                            no_longer, has_owners, has_signatures, search, string_to_array(doubts, ' '), :by
                          from unnest(:contents::text[], :accessions::text[], :forms::text[], :filed::text[], :periods::text[], :originals::text[],
                            :ciks::text[], :issuers::text[], :owners::text[], :exhibits::text[], :remarks::text[], :noLonger::boolean[],
                            :hasOwners::boolean[], :hasSignatures::boolean[], :searches::text[], :doubts::text[])
                            as b (content, accession, form, filed, period, original, cik, issuer, owners, exhibits, remarks, no_longer, has_owners,
                              has_signatures, search, doubts)
                          on conflict (content) do nothing returning filing_id, content),
                        signed as (
                          insert into documents.signature (filing_id, number, text, title, reporting_person, signed_on, reading, search_signers,
                            search_grantors)
                          select k.filing_id, s.number, s.text, s.title, s.person, s.signed::date, s.reading::json, s.signers, s.grantors
                          from unnest(:of::text[], :numbers::integer[], :texts::text[], :titles::text[], :persons::text[], :signed::text[],
                            :readings::text[], :signers::text[], :grantors::text[])
                            as s (content, number, text, title, person, signed, reading, signers, grantors)
                          join kept k on k.content = s.content
                          returning filing_id),
                        fresh as (
                          select k.filing_id, b.number from kept k join unnest(:contents::text[], :accessions::text[]) as b (content, number)
                            on b.content = k.content
                          where not exists (select from documents.filing g where g.accession = b.number))
                        select count(distinct coalesce(f.number, f.filing_id::text)) as filings,
                          (select count(*) from signed s where s.filing_id in (select filing_id from fresh)) as signatures from fresh f
                        """)
                .param("by", user).param("contents", contents).param("accessions", texts(each, Filing::accession))
                .param("forms", texts(each, Filing::form)).param("filed", texts(each, Filing::filedOn))
                .param("periods", texts(each, Filing::periodOfReport)).param("originals", texts(each, Filing::originalFiledOn))
                .param("ciks", texts(each, filing -> filing.issuer() == null ? null : filing.issuer().cik()))
                .param("issuers", texts(each, filing -> filing.issuer() == null ? null : filing.issuer().name()))
                .param("owners", texts(each, filing -> json.writeValueAsString(filing.owners())))
                .param("exhibits", texts(each, filing -> json.writeValueAsString(filing.exhibits())))
                .param("remarks", texts(each, Filing::remarks))
                .param("noLonger", each.stream().map(Filing::noLongerSubject).toArray(Boolean[]::new))
                .param("hasOwners", each.stream().map(filing -> !filing.owners().isEmpty()).toArray(Boolean[]::new))
                .param("hasSignatures", each.stream().map(filing -> !filing.signatures().isEmpty()).toArray(Boolean[]::new))
                .param("searches",
                        texts(each, filing -> filing.issuer() == null ? " " : " " + NameKey.plain(filing.issuer().name()) + " "))
                .param("doubts", texts(each, filing -> filing.doubts().stream().map(Enum::name).collect(Collectors.joining(" "))))
                .param("of", of.toArray(String[]::new)).param("numbers", numbers.toArray(Integer[]::new))
                .param("texts", texts(signatures, FiledSignature::text)).param("titles", texts(signatures, FiledSignature::title))
                .param("persons", texts(signatures, FiledSignature::reportingPerson))
                .param("signed", texts(signatures, FiledSignature::signedOn))
                .param("readings", texts(signatures, signature -> json.writeValueAsString(signature.reading())))
                .param("signers", texts(signatures, signature -> searched(signature.reading().signers())))
                .param("grantors", texts(signatures, signature -> searched(Names.grantors(signature.reading()))))
                .query((row, n) -> new Added(row.getInt("filings"), row.getInt("signatures"))).single();
    }

    /** What a database keeps of each: it keeps no zero, so a mark stands in its place. */
    private static <T> @Nullable String[] texts(List<T> some, Function<T, @Nullable Object> text) {
        return some.stream().map(text).map(one -> one == null ? null : one.toString().replace('\0', '\uFFFD')).toArray(String[]::new);
    }

    private static String searched(List<String> names) {
        StringBuilder searched = new StringBuilder("|");
        names.forEach(name -> searched.append(' ').append(NameKey.plain(name)).append(" |"));
        return searched.toString();
    }

    /** The SHA-256 of all that was filed. How its signatures are read is not part of it. */
    String content(Filing filing) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("filing", filing.withoutSignatures());
        said.put("signatures", filing.signatures().stream()
                .map(one -> Arrays.asList(one.text(), one.title(), one.reportingPerson(), one.signedOn())).toList());
        return Sha256.of(json.writeValueAsBytes(said));
    }

    /**
     * The filing of this accession number, or of this content.
     *
     * @throws Problem {@code UNKNOWN_FILING}, if it is not kept; {@code MALFORMED}, if it is no such id
     */
    KeptFiling filing(String filingId) {
        if (!FILING_ID.matcher(filingId).matches()) {
            throw Problem.malformed("filingId", "is an accession number, such as 0001127602-25-001055, or a SHA-256");
        }
        return jdbc.sql("select " + FILING + " from documents.filing f where (f.accession = :id or f.content = :id) and " + SAYS_MOST)
                .param("id", filingId).query(this::readFiling).optional().orElseThrow(
                        () -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_FILING", "No filing of this number is kept.", List.of()));
    }

    /** The filings that one may amend: of the form and the day that it names, at its issuer, by one who reports in it. */
    List<KeptFiling> amended(Filing amendment) {
        if (!amendment.amendment() || amendment.originalFiledOn() == null) {
            return List.of();
        }
        return related(amendment, "f.filed_on", amendment.originalFiledOn(),
                amendment.form().substring(0, amendment.form().length() - "/A".length()));
    }

    /** The filings that may amend one. */
    List<KeptFiling> amending(Filing original) {
        return original.amendment() || original.filedOn() == null
                ? List.of()
                : related(original, "f.original_filed_on", original.filedOn(), original.form() + "/A");
    }

    private List<KeptFiling> related(Filing filing, String day, LocalDate on, String form) {
        return jdbc.sql("select " + FILING + " from documents.filing f where " + day + " = :day and f.form = :form and " + SAYS_MOST
                + " order by f.filing_id").param("day", on).param("form", form).query(this::readFiling).list().stream()
                .filter(one -> alike(one.filing().issuer(), filing.issuer())
                        && (one.filing().owners().isEmpty() || filing.owners().isEmpty() || one.filing().owners().stream()
                                .anyMatch(owner -> filing.owners().stream().anyMatch(other -> alike(owner, other)))))
                .toList();
    }

    private static boolean alike(@Nullable Party one, @Nullable Party other) {
        if (one == null || other == null) {
            return false;
        }
        return one.cik() != null && other.cik() != null
                ? Names.sameNumber(one.cik(), other.cik())
                : Names.of(one.name()).whole(Names.of(other.name())) || Names.of(one.name()).sameCompany(Names.of(other.name()));
    }

    /** The signatures of a filing, in its order. */
    List<KeptSignature> signatures(KeptFiling filing) {
        return jdbc.sql("select s.number, s.text, s.title, s.reporting_person, s.signed_on, s.reading from documents.signature s"
                + " where s.filing_id = :filing order by s.number").param("filing", filing.number())
                .query((row, n) -> signature(row, filing)).list();
    }

    /**
     * Signatures that a filter lets through, those of the filings that came last first.
     *
     * @param ids whom the filter names by their ids; then more signatures may be given, since it takes all of matching to tell whom a name means
     * @param from the filing and the number from which on; null: from the first
     */
    List<KeptSignature> signatures(FindingFilter filter, Findings.ByIds ids, long @Nullable [] from, int most) {
        Map<String, Object> parameters = new HashMap<>(Map.of("most", most));
        StringBuilder where = new StringBuilder(SAYS_MOST);
        if (from != null) {
            where.append(" and s.filing_id <= :filing and (s.filing_id < :filing or s.number >= :number)");
            parameters.put("filing", from[0]);
            parameters.put("number", from[1]);
        }
        narrow(filter, ids, where, parameters);
        if (filter.signer() != null) {
            PartyIndex.OnForms byId = ids.signer();
            parameters.put("signer", words(filter.signer()));
            if (byId == null) {
                where.append(" and strpos(s.search_signers, :signer) > 0");
            } else {
                where.append(" and (strpos(s.search_signers, :signer) > 0 or s.reading ->> 'kind' = 'SELF'")
                        .append(" or exists (select from unnest(:signerWords::text[]) w (word) where strpos(s.search_signers, w.word) > 0))");
                parameters.put("signerWords", byId.words().stream().map(FilingStore::words).toArray(String[]::new));
            }
        }
        if (filter.grantor() != null) {
            where.append(" and strpos(s.search_grantors, :grantor) > 0");
            parameters.put("grantor", words(filter.grantor()));
        }
        if (filter.accession() != null) {
            where.append(" and f.accession = :accession");
            parameters.put("accession", filter.accession());
        }
        if (filter.kind() != null) {
            where.append(" and s.reading ->> 'kind' = :kind");
            parameters.put("kind", filter.kind().name());
        }
        if (filter.batch() != null) {
            // Another reading of the same filing may be the one that findings rest on.
            where.append("""
                     and f.filing_id in (select b.filing_id from documents.batch_filing b where b.batch_id = :batch union
                      select other.filing_id from documents.batch_filing b join documents.filing g on g.filing_id = b.filing_id
                      join documents.filing other on other.accession = g.accession where b.batch_id = :batch)
                    """);
            parameters.put("batch", filter.batch());
        }
        Map<Long, KeptFiling> filings = new HashMap<>();
        return jdbc.sql("select " + FILING + """
                , s.number, s.text, s.title, s.reporting_person, s.signed_on, s.reading
                from documents.signature s join documents.filing f on f.filing_id = s.filing_id
                where %s order by s.filing_id desc, s.number limit :most
                """.formatted(where)).params(parameters).query((row, n) -> {
            KeptFiling known = filings.get(row.getLong("filing_id"));
            KeptFiling filing = known == null ? readFiling(row, n) : known;
            filings.put(filing.number(), filing);
            return signature(row, filing);
        }).list();
    }

    /** The part of a filter that is about filings: the issuer and the days. */
    private static void narrow(FindingFilter filter, Findings.ByIds ids, StringBuilder where, Map<String, Object> parameters) {
        if (filter.issuer() != null) {
            boolean number = filter.issuer().matches("\\d{1,10}");
            PartyIndex.OnForms byId = ids.issuer();
            String named = number ? "ltrim(f.issuer_cik, '0') = :issuer" : "strpos(f.search_issuer, :issuer) > 0";
            parameters.put("issuer", number ? filter.issuer().replaceFirst("^0+", "") : words(filter.issuer()));
            if (byId == null) {
                where.append(" and ").append(named);
            } else {
                where.append(" and (").append(named).append(" or ltrim(f.issuer_cik, '0') = any(:issuerNumbers)")
                        .append(" or exists (select from unnest(:issuerWords::text[]) w (word) where strpos(f.search_issuer, w.word) > 0))");
                parameters.put("issuerNumbers", byId.numbers().toArray(String[]::new));
                parameters.put("issuerWords", byId.words().stream().map(FilingStore::words).toArray(String[]::new));
            }
        }
        if (filter.filedFrom() != null) {
            where.append(" and f.filed_on >= :filedFrom");
            parameters.put("filedFrom", filter.filedFrom());
        }
        if (filter.filedUntil() != null) {
            where.append(" and f.filed_on <= :filedUntil");
            parameters.put("filedUntil", filter.filedUntil());
        }
    }

    /**
     * Filings at one issuer that have no signature.
     *
     * @param owners how many report in them
     */
    record Unsigned(@Nullable Party issuer, long filings, long owners) {}

    /** The filings without a signature that a filter lets through, of which the issuer and the days count; as for signatures, perhaps more. */
    List<Unsigned> unsigned(FindingFilter filter, Findings.ByIds ids) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder(SAYS_MOST).append(" and not f.has_signatures");
        narrow(filter, ids, where, parameters);
        return jdbc.sql("select f.issuer_name, f.issuer_cik, count(*) as filings, coalesce(sum(json_array_length(f.owners)), 0) as owners"
                + " from documents.filing f where " + where + " group by f.issuer_name, f.issuer_cik").params(parameters)
                .query((row, n) -> {
                    String name = row.getString("issuer_name");
                    return new Unsigned(name == null ? null : new Party(name, row.getString("issuer_cik")), row.getLong("filings"),
                            row.getLong("owners"));
                }).list();
    }

    /** Whether any filing is at an issuer that a filter may mean. */
    boolean anyAt(FindingFilter filter, Findings.ByIds ids) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder(SAYS_MOST);
        narrow(filter, ids, where, parameters);
        return jdbc.sql("select exists (select from documents.filing f where " + where + ")").params(parameters).query(Boolean.class)
                .single();
    }

    /** Whether a name has these words in their order. */
    static boolean hasWords(String name, String words) {
        return words(name).contains(words(words));
    }

    private static String words(String text) {
        return " " + NameKey.plain(text) + " ";
    }

    private KeptFiling readFiling(ResultSet row, int n) throws SQLException {
        String issuer = row.getString("issuer_name");
        Filing filing = new Filing(row.getString("accession"), row.getString("form"), date(row, "filed_on"), date(row, "period_of_report"),
                date(row, "original_filed_on"), issuer == null ? null : new Party(issuer, row.getString("issuer_cik")),
                Arrays.asList(json.readValue(row.getString("owners"), Party[].class)), row.getString("remarks"),
                Arrays.asList(json.readValue(row.getString("exhibits"), Filing.Exhibit[].class)), row.getBoolean("no_longer_subject"),
                List.of(), Arrays.stream((String[]) row.getArray("doubts").getArray()).map(Filing.Doubt::valueOf).toList());
        return new KeptFiling(row.getLong("filing_id"), row.getString("content"), filing,
                Objects.requireNonNull(row.getObject("kept_at", OffsetDateTime.class)).toInstant(), row.getString("kept_by"));
    }

    private KeptSignature signature(ResultSet row, KeptFiling filing) throws SQLException {
        return new KeptSignature(filing, row.getInt("number"),
                new FiledSignature(row.getString("text"), row.getString("title"), row.getString("reporting_person"), date(row, "signed_on"),
                        json.readValue(row.getString("reading"), Signature.class)));
    }

    private static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
