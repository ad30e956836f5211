package org.authorityledger.inbox.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.OwnName;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Page;
import org.jspecify.annotations.Nullable;

/** The findings as a list, a page at a time. */
public final class FindingList {

    /** The number of parts of a row's key. */
    public static final int PARTS = 3;
    private static final int AT_ONCE = 500;
    /** How many signatures one page looks at before it is given out as it is. */
    private static final int MOST_LOOKED_AT = 10_000;
    /** Behind all for whom a signature was made. */
    private static final String BEHIND_ALL = Integer.toString(Integer.MAX_VALUE);

    private final FilingStore store;
    private final Findings findings;

    FindingList(FilingStore store, Findings findings) {
        this.store = store;
        this.findings = findings;
    }

    /**
     * The rows of a page.
     *
     * @param next the cursor of the next page; null on the last
     */
    public record Found(List<Finding> rows, @Nullable String next) {}

    /**
     * Which findings are meant, of those that a filter lets through; what is null lets all through.
     *
     * @param kind what they say
     * @param hindsight how they looked then
     * @param remedied what was done about them
     */
    public record Only(Finding.@Nullable Kind kind, Finding.@Nullable Hindsight hindsight, Finding.@Nullable Remedied remedied) {

        private boolean all() {
            return kind == null && hindsight == null && remedied == null;
        }

        private boolean lets(Finding one) {
            return (kind == null || one.finding() == kind) && (hindsight == null || one.hindsight() == hindsight)
                    && (remedied == null || one.remedied() == remedied);
        }
    }

    /**
     * A filing, and what is found of its signatures.
     *
     * @param amends the filings of which it may be an amendment, by the form, the day of filing, the issuer and those who report
     * @param amendedBy those that may amend it
     */
    public record FoundFiling(KeptFiling filing, List<Finding> findings, List<KeptFiling> amends, List<KeptFiling> amendedBy) {}

    /**
     * One filing.
     *
     * @param filingId its accession number, or the SHA-256 of what it says
     * @param moment what today and now mean
     * @throws Problem {@code UNKNOWN_FILING}, if it is not kept; {@code MALFORMED}, if it is no such id
     */
    public FoundFiling filing(String filingId, Moment moment) {
        KeptFiling filing = store.filing(filingId);
        return new FoundFiling(filing, findings.of(store.signatures(filing), moment), store.amended(filing.filing()),
                store.amending(filing.filing()));
    }

    /**
     * Reads a page. Where only some findings are meant it may have fewer rows than it may hold, and still a next one.
     *
     * @param moment what today and now mean, on all pages of a list
     */
    public Found page(FindingFilter filter, Only only, Page page, Moment moment) {
        long[] from = page.first() ? null : new long[]{ page.number(0), page.number(1)};
        long place = page.first() ? 0 : page.number(2);
        boolean first = true;
        Findings.ByIds ids = findings.byIds(filter);
        boolean all = only.all() && ids.none();
        int step = all ? page.toRead() + 1 : Limit.PAGE_ROWS.most() + 1;
        List<Finding> rows = new ArrayList<>();
        int looked = 0;
        while (true) {
            List<KeptSignature> signatures = store.signatures(filter, ids, from, step);
            boolean more = signatures.size() == step;
            List<KeptSignature> these = more ? signatures.subList(0, step - 1) : signatures;
            for (Finding one : findings.of(these, moment)) {
                boolean before = first && from != null && at(one.signature(), from) && one.place() <= place;
                if (!before && only.lets(one) && (ids.none() || ids.lets(one, filter))) {
                    rows.add(one);
                }
            }
            looked += these.size();
            if (rows.size() > page.limit() || !more) {
                return new Found(page.cut(rows), page.next(rows, FindingList::key));
            }
            if (looked >= MOST_LOOKED_AT) {
                return new Found(rows, page.cursor(key(these.getLast(), BEHIND_ALL)));
            }
            KeptSignature following = signatures.getLast();
            from = new long[]{ following.filing().number(), following.number()};
            first = false;
        }
    }

    /**
     * Hands over every finding that a filter lets through, in the order of the list, some hundreds at a time.
     *
     * @param moment what today and now mean
     */
    public void each(FindingFilter filter, Moment moment, Consumer<Finding> taker) {
        String cursor = null;
        do {
            Found found = page(filter, new Only(null, null, null), Page.of(AT_ONCE, cursor, PARTS, "each"), moment);
            found.rows().forEach(taker);
            cursor = found.next();
        } while (cursor != null);
    }

    /**
     * Filings without a signature.
     *
     * @param owners how many report in them
     */
    public record Unsigned(long filings, long owners) {}

    /** How many filings have no signature, of those that a filter lets through by its issuer and its days. */
    public Unsigned unsigned(FindingFilter filter) {
        Findings.ByIds ids = findings.byIds(filter);
        List<FilingStore.Unsigned> some = store.unsigned(filter, ids).stream().filter(one -> findings.means(filter, ids, one.issuer()))
                .toList();
        return new Unsigned(some.stream().mapToLong(FilingStore.Unsigned::filings).sum(),
                some.stream().mapToLong(FilingStore.Unsigned::owners).sum());
    }

    /** Whether the ledger, or a filing that is kept, has the issuer that a filter names. */
    public boolean knowsIssuer(FindingFilter filter) {
        String issuer = filter.issuer();
        return issuer == null || findings.knowsIssuer(issuer) || store.anyAt(filter.issuerAlone(), new Findings.ByIds(null, null));
    }

    /**
     * How many of those who report in a filing are named by none of its signatures. A signature that does not say for whom it was made may be that
     * of any one of them.
     *
     * @param findings all of one filing
     */
    public static long ownersWithoutSignature(List<Finding> findings) {
        List<Party> owners = findings.getFirst().signature().filing().filing().owners();
        long named = owners.stream().filter(owner -> findings.stream().map(Finding::grantorName).anyMatch(name -> names(name, owner)))
                .count();
        long unnamed = findings.stream().filter(one -> one.grantorName() == null).count();
        return Math.max(0, owners.size() - named - unnamed);
    }

    private static boolean names(@Nullable String name, Party owner) {
        if (name == null) {
            return false;
        }
        Names sought = Names.of(name);
        Names own = Names.of(owner.name());
        return name.equals(owner.name()) || own.whole(sought) || own.sameCompany(sought) || own.samePerson(sought)
                || OwnName.of(owner.name(), name) != OwnName.NO;
    }

    private static boolean at(KeptSignature signature, long[] from) {
        return signature.filing().number() == from[0] && signature.number() == from[1];
    }

    private static List<String> key(Finding finding) {
        return key(finding.signature(), Integer.toString(finding.place()));
    }

    private static List<String> key(KeptSignature signature, String place) {
        return List.of(Long.toString(signature.filing().number()), Integer.toString(signature.number()), place);
    }
}
