package org.authorityledger.pages.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.Role;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.Power;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.Terms;
import org.authorityledger.pages.authorities.AuthorityListing;
import org.authorityledger.pages.authorities.GapsPage;
import org.authorityledger.pages.authorities.InstrumentTexts;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.InBatches;
import org.authorityledger.questions.authorities.AuthorityChanges;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;

/** The tables of each kind of report. They are read while they are written, some grantors at a time, all as known at one moment. */
final class Reports {

    private static final int GRANTORS_AT_ONCE = 200;
    private static final int NAMES_AT_ONCE = 1_000;
    private static final String OPEN = "open";
    private static final int MOST_YEARS = 60;
    private static final List<Form> OWED = Form.seven().stream().filter(form -> form.regime() != null).toList();

    private final ReportRows rows;
    private final AuthorityQueries authorities;
    private final AuthorityChanges changes;
    private final Gaps gaps;
    private final Register register;
    private final InstrumentTexts instruments;
    private final DisplayText words;

    Reports(ReportRows rows, AuthorityQueries authorities, AuthorityChanges changes, Gaps gaps, Register register,
            InstrumentTexts instruments, DisplayText words) {
        this.rows = rows;
        this.authorities = authorities;
        this.changes = changes;
        this.gaps = gaps;
        this.register = register;
        this.instruments = instruments;
        this.words = words;
    }

    /** Everything about an issuer. */
    List<Report.Section> issuer(IssuerId issuer, Moment moment) {
        List<String> grantors = byName(rows.grantorsAt(issuer, moment));
        return List.of(inForce(grantors, issuer, moment), overTheYears(grantors, issuer, moment), signatories(grantors, moment),
                gaps(moment, taker -> OWED.forEach(form -> eachGap(issuer, new FormAsked(form, false), moment, taker))),
                notInForce(grantors, issuer, moment));
    }

    /** Everything about a grantor. */
    List<Report.Section> grantor(GrantorId grantorId, Moment moment) {
        List<String> grantors = List.of(grantorId.value());
        return List.of(inForce(grantors, null, moment), overTheYears(grantors, null, moment), signatories(grantors, moment),
                gaps(moment, taker -> OWED.forEach(form -> {
                    FormAsked asked = new FormAsked(form, false);
                    taker.take(asked, gaps.of(grantorId, asked, moment));
                })), notInForce(grantors, null, moment), instruments(grantorId, moment), history(grantorId, moment));
    }

    /** Who gained and who lost authority from one day until before another. */
    List<Report.Section> span(LocalDate from, LocalDate until, Moment moment) {
        String days = "from " + words.day(from) + " through " + words.lastDay(until);
        return List.of(
                new Report.Section("Ends by cause", "How many authorities ended " + days + ", and why.", "No authority ended.",
                        List.of(new Report.Column("Reason for end", 5), new Report.Column("Authorities", 2)),
                        taker -> Stream.of(EndCause.values()).forEach(cause -> {
                            long total = changes.find(new AuthorityChanges.Span(from, until, cause, null, null), everything(),
                                    moment.knownAt(), AuthorityChanges.Order.EARLIEST_FIRST, new Page(1, List.of())).total();
                            if (total > 0) {
                                taker.row(words.cause(cause), total);
                            }
                        }), true),
                changed("Lost authority", "Every authority that ended " + days + ", by the day it ended: also one that began in this span.",
                        "No authority ended.", new AuthorityChanges.Span(from, until, null, null, true), moment),
                changed("Gained authority",
                        "Every authority that began " + days + ", by the day it began: also one that ended in this span.",
                        "No authority began.", new AuthorityChanges.Span(from, until, null, true, null), moment));
    }

    private static AuthorityFilter everything() {
        return new AuthorityFilter(null, null, null, null, null);
    }

    private Report.Section changed(String title, String explanation, String empty, AuthorityChanges.Span span, Moment moment) {
        return new Report.Section(title, explanation, empty, List.of(new Report.Column("Attorney", 6), new Report.Column("Grantor", 6),
                new Report.Column("Issuer", 6), new Report.Column("Instrument", 5), new Report.Column("Forms, by clause", 6),
                new Report.Column("From", 4), new Report.Column("Through", 4), new Report.Column("Reason for end", 4),
                new Report.Column("On " + words.shortDay(moment.on()), 3), new Report.Column("Record that ended it", 6),
                new Report.Column("Record that gave it", 6)), taker -> {
                    InBatches<AuthorityChanges.ChangedAuthority> batches = new InBatches<>(some -> {
                        Names names = NamesOnRecord.of(register,
                                some.stream().map(AuthorityChanges.ChangedAuthority::authority).toList());
                        some.stream().map(AuthorityChanges.ChangedAuthority::authority)
                                .forEach(one -> taker.row(attorney(one, names), grantor(one, names), issuer(one, names),
                                        one.poaId().value(), forms(one), one.from(), through(one), cause(one.ending()),
                                        state(one, moment), one.ending() == null ? null : one.ending().recordId().toString(),
                                        one.source().toString()));
                    });
                    changes.each(span, everything(), moment.knownAt(), AuthorityChanges.Order.EARLIEST_FIRST, batches);
                    batches.flush();
                });
    }

    private Report.Section inForce(List<String> grantors, @Nullable IssuerId issuer, Moment moment) {
        return new Report.Section("In force", "The authorities in force on " + words.day(moment.on())
                + " under powers of attorney. A grantor who is a person may also sign in person.",
                "No authority under a power of attorney is in force on this day.",
                List.of(new Report.Column("Grantor", 6), new Report.Column("Attorney", 6), new Report.Column("Issuer", 5),
                        new Report.Column("Forms, by clause", 7), new Report.Column("Signing", 4), new Report.Column("Since", 4),
                        new Report.Column("Through", 4), new Report.Column("Reason for end", 4), new Report.Column("Instrument", 5),
                        new Report.Column("Remarks", 5)),
                taker -> each(grantors, issuer, moment, one -> one.inForceOn(moment.on()),
                        (one, names, facts, appointed) -> taker.row(grantor(one, names), attorney(one, names), issuer(one, names),
                                forms(one), signing(one, names, appointed), one.from(), through(one), cause(one.ending()),
                                one.poaId().value(), remarks(one, facts, moment))));
    }

    private Report.Section overTheYears(List<String> grantors, @Nullable IssuerId issuer, Moment moment) {
        return new Report.Section("In force over the years",
                "How many of these authorities were or are in force at the end of each year, and on "
                        + words.day(moment.on()) + ", as known at the moment of this report.",
                "No authority is known.",
                List.of(new Report.Column("On", 3), new Report.Column("In force", 2)), taker -> {
                    TreeMap<LocalDate, Long> changes = new TreeMap<>();
                    inBatches(grantors, some -> rows.authorities(some, issuer, moment).forEach(one -> {
                        changes.merge(one.from(), 1L, Long::sum);
                        if (one.until() != null) {
                            changes.merge(one.until(), -1L, Long::sum);
                        }
                    }));
                    yearEnds(changes, moment.on()).forEach(taker::row);
                }, true);
    }

    /** How many there are at the end of each year in which anything changes, or of those around the day in question, and on that day. */
    private static SortedMap<LocalDate, Long> yearEnds(SortedMap<LocalDate, Long> changes, LocalDate on) {
        SortedMap<LocalDate, Long> ends = new TreeMap<>();
        if (changes.isEmpty()) {
            return ends;
        }
        int first = Math.max(Math.min(changes.firstKey().getYear(), on.getYear()), on.getYear() - MOST_YEARS / 2);
        int last = Math.min(Math.max(changes.lastKey().getYear(), on.getYear()), first + MOST_YEARS - 1);
        Stream.concat(IntStream.rangeClosed(first, last).mapToObj(year -> LocalDate.of(year, 12, 31)), Stream.of(on))
                .forEach(day -> ends.put(day, changes.headMap(day.plusDays(1)).values().stream().mapToLong(Long::longValue).sum()));
        return ends;
    }

    private Report.Section notInForce(List<String> grantors, @Nullable IssuerId issuer, Moment moment) {
        return new Report.Section("Not in force", "The authorities that ended before " + words.day(moment.on()) + ", or begin later.",
                "There are no others.",
                List.of(new Report.Column("Grantor", 6), new Report.Column("Attorney", 6), new Report.Column("Issuer", 5),
                        new Report.Column("Forms, by clause", 6), new Report.Column("From", 4), new Report.Column("Through", 4),
                        new Report.Column("Reason for end", 4), new Report.Column("Instrument", 5),
                        new Report.Column("Record that ended it", 6)),
                taker -> each(grantors, issuer, moment, one -> !one.inForceOn(moment.on()),
                        (one, names, facts, appointed) -> taker.row(grantor(one, names), attorney(one, names), issuer(one, names),
                                forms(one), one.from(), through(one),
                                one.from().isAfter(moment.on()) ? "Begins later" : cause(one.ending()),
                                one.poaId().value(), one.ending() == null ? null : one.ending().recordId().toString())));
    }

    private Report.Section signatories(List<String> grantors, Moment moment) {
        return new Report.Section("Signatories", "Who signs for these grantors on " + words.day(moment.on())
                + " without a power of attorney, by the grantor's own records.", "No signatory is in force on this day.",
                List.of(new Report.Column("Grantor", 6), new Report.Column("Signatory", 6), new Report.Column("Capacity", 5),
                        new Report.Column("Forms", 4), new Report.Column("Signing", 4), new Report.Column("Since", 4),
                        new Report.Column("Through", 4), new Report.Column("Remarks", 6), new Report.Column("Record", 6)),
                taker -> inBatches(grantors, some -> {
                    Map<String, PartyFacts> facts = rows.facts(some, moment);
                    Map<String, List<SigningOfficer>> officers = new LinkedHashMap<>();
                    some.forEach(grantor -> officers.put(grantor, facts.getOrDefault(grantor, PartyFacts.NONE).signatoriesListed().stream()
                            .filter(one -> one.inForceOn(moment.on())).toList()));
                    List<String> parties = new ArrayList<>();
                    officers.forEach((grantor, all) -> all.forEach(one -> parties.addAll(List.of(grantor, one.signatory().value()))));
                    PartyNames names = PartyNames.of(register, parties);
                    officers.forEach((grantor, all) -> {
                        PartyFacts of = facts.getOrDefault(grantor, PartyFacts.NONE);
                        all.forEach(one -> taker.row(names.grantor(grantor), names.signatory(one.signatory().value()),
                                one.title() == null
                                        ? DisplayText.signatory(one.capacity())
                                        : DisplayText.signatory(one.capacity()) + ", " + one.title(),
                                one.forms().isEmpty() ? "every form" : words.forms(one.forms()),
                                of.minimumSignatories() == 1 ? "singly" : "at least " + of.minimumSignatories() + " jointly", one.from(),
                                one.until() == null ? OPEN : one.until().minusDays(1), incapacity(of.incapacity(one.signatory()), moment),
                                one.source().toString()));
                    });
                }));
    }

    private @Nullable String incapacity(@Nullable Ending ending, Moment moment) {
        return ending == null || ending.on().isAfter(moment.on())
                ? null
                : "Incapacitated on " + words.shortDay(ending.on()) + "; may be represented by an attorney";
    }

    /** Takes the gaps of a form. */
    @FunctionalInterface
    private interface GapTaker {
        void take(FormAsked form, List<Gap> some);
    }

    /** Finds gaps, form by form. */
    @FunctionalInterface
    private interface GapFinder {
        void each(GapTaker taker);
    }

    private Report.Section gaps(Moment moment, GapFinder finder) {
        return new Report.Section("No one may sign", "Required to report on " + words.day(moment.on())
                + ", and no one but the grantor in person may sign. A grantor of whom nothing is recorded about an obligation to report is presumed to have it.",
                "Someone may sign each form that is required.",
                List.of(new Report.Column("Form", 3), new Report.Column("Grantor", 6), new Report.Column("Issuer", 6),
                        new Report.Column("Since", 4), new Report.Column("Who could sign last", 8), new Report.Column("Why that ended", 8)),
                taker -> finder.each((form, some) -> {
                    List<String> parties = new ArrayList<>();
                    List<String> issuers = new ArrayList<>();
                    some.forEach(gap -> {
                        parties.add(gap.grantorId().value());
                        issuers.add(gap.issuerId().value());
                        gap.lastSigners().forEach(last -> parties.add(last.attorneyId().value()));
                    });
                    PartyNames names = PartyNames.of(register, parties);
                    Map<String, String> companies = register.names(Map.of(PartyKind.ISSUER, issuers)).getOrDefault(PartyKind.ISSUER,
                            Map.of());
                    some.forEach(gap -> taker.row(words.form(form), names.grantor(gap.grantorId().value()),
                            companies.getOrDefault(gap.issuerId().value(), gap.issuerId().value()),
                            gap.since() != null ? gap.since() : gap.traced() ? "not recorded" : "not determined",
                            distinct(gap, last -> last.by() == Link.By.SIGNATORY
                                    ? names.signatory(last.attorneyId().value())
                                    : names.attorney(last.attorneyId().value())),
                            distinct(gap, last -> last.ending() == null
                                    ? "others must sign too"
                                    : words.cause(last.ending().cause()) + " on " + words.shortDay(last.ending().on()))));
                }));
    }

    private static String distinct(Gap gap, Function<Gap.LastSigner, String> text) {
        return gap.lastSigners().stream().map(text).distinct().collect(Collectors.joining("; "));
    }

    private void eachGap(IssuerId issuer, FormAsked form, Moment moment, GapTaker taker) {
        for (List<String> after = List.of(); after != null;) {
            Page page = new Page(NAMES_AT_ONCE, after);
            Gaps.Found found = GapsPage.find(gaps, issuer, form, moment, page);
            List<Gap> some = page.cut(found.gaps());
            taker.take(form, some);
            after = found.lookedAt() != null ? found.lookedAt() : found.gaps().size() > some.size() ? GapsPage.key(some.getLast()) : null;
        }
    }

    private Report.Section instruments(GrantorId grantorId, Moment moment) {
        return new Report.Section("Instruments", "Every power of attorney known, with the terms of its grant and of each rider.",
                "No power of attorney is known.",
                List.of(new Report.Column("Instrument", 5), new Report.Column("Terms of", 4), new Report.Column("Signed", 4),
                        new Report.Column("Effective", 4), new Report.Column("Expires after", 4), new Report.Column("Issuers", 6),
                        new Report.Column("Attorneys", 7), new Report.Column("Powers", 7), new Report.Column("Signing", 4),
                        new Report.Column("Other terms", 6), new Report.Column("On file since", 4), new Report.Column("Record", 6)),
                taker -> {
                    PartyFacts facts = rows.facts(List.of(grantorId.value()), moment).getOrDefault(grantorId.value(), PartyFacts.NONE);
                    rows.eachInstrument(grantorId, moment, one -> {
                        instrument(taker, one, "grant", one.terms(), facts, moment, one.grantedBy());
                        for (FactsJson.Rider rider : one.riders()) {
                            instrument(taker, one, "rider", rider.terms(), facts, moment, rider.recordId().toString());
                        }
                    });
                });
    }

    private void instrument(Report.Taker taker, ReportRows.KnownInstrument one, String of, Terms terms, PartyFacts facts, Moment moment,
            String record) {
        LocalDate filed = facts.confirmations().stream().filter(filing -> filing.poaId().equals(one.poaId()))
                .map(PartyFacts.Confirmation::filedOn).filter(day -> !day.isAfter(moment.on())).min(Comparator.naturalOrder()).orElse(null);
        taker.row(one.poaId().value(), of, terms.executedOn(), terms.effectiveOn(), terms.expiresOn() == null ? OPEN : terms.expiresOn(),
                terms.issuers().stream().map(Reports::company).collect(Collectors.joining("; ")),
                terms.attorneys().stream().map(this::appointed).collect(Collectors.joining("; ")),
                terms.powers().stream().map(Reports::power).collect(Collectors.joining("; ")), words.signing(terms.signing(), terms),
                other(terms), filed == null ? "not on file" : filed, record);
    }

    private static String company(Issuer issuer) {
        return issuer.issuerId().equals(IssuerId.ANY) ? "any issuer" : issuer.name() == null ? issuer.issuerId().value() : issuer.name();
    }

    private String appointed(Attorney attorney) {
        String about = words.about(attorney);
        return about.isEmpty() ? attorney.name() : attorney.name() + " (" + about + ")";
    }

    private static String power(Power power) {
        return power.accessory()
                ? "(" + power.clause() + ") accessory to " + power.accessoryTo().stream().map(clause -> "(" + clause + ")")
                        .collect(Collectors.joining(", "))
                : "(" + power.clause() + ") " + power.forms().stream().map(Form::title).collect(Collectors.joining(", "));
    }

    private String other(Terms terms) {
        List<String> said = new ArrayList<>();
        if (!terms.untilCeasedReporting().isEmpty()) {
            said.add("until no longer required to report under "
                    + terms.untilCeasedReporting().stream().map(words::regime).collect(Collectors.joining(" and ")));
        }
        if (terms.substitutionAllowed()) {
            said.add(terms.substitution() == SubstitutionPower.WITH_RESUBSTITUTION
                    ? "substitution allowed, also by substitutes"
                    : "substitution allowed");
        }
        if (terms.durable() != null) {
            said.add(Boolean.TRUE.equals(terms.durable()) ? "durable" : "not durable");
        }
        if (terms.supersedesPrior()) {
            said.add("supersedes prior powers of attorney");
        }
        if (!terms.supersedes().isEmpty()) {
            said.add("supersedes " + terms.supersedes().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        if (terms.revocationTakesEffect() != null && terms.revocationTakesEffect() != RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY) {
            said.add("a revocation takes effect " + words.takesEffect(terms.revocationTakesEffect()));
        }
        OnBehalfOf onBehalfOf = terms.onBehalfOf();
        if (onBehalfOf != null && !onBehalfOf.none()) {
            said.add("also for what is signed for " + (onBehalfOf.any()
                    ? "every entity"
                    : onBehalfOf.entities().stream().map(Object::toString).collect(Collectors.joining(", "))));
        }
        if (terms.governingLaw() != null) {
            said.add("governed by " + terms.governingLaw());
        }
        if (terms.undated()) {
            said.add("undated");
        }
        if (Boolean.FALSE.equals(terms.termsSeen())) {
            said.add("terms not seen");
        }
        return String.join("; ", said);
    }

    private Report.Section history(GrantorId grantorId, Moment moment) {
        return new Report.Section("History",
                "Every version of every authority, in the order of recording: what was known of it, and from when.",
                "No authority is known.",
                List.of(new Report.Column("Attorney", 6), new Report.Column("Issuer", 5), new Report.Column("Instrument", 5),
                        new Report.Column("From", 4), new Report.Column("Through", 4), new Report.Column("Reason for end", 4),
                        new Report.Column("Known from", 6), new Report.Column("Known until", 6), new Report.Column("Opened by record", 6),
                        new Report.Column("Closed by record", 6)),
                taker -> {
                    InBatches<AuthorityVersion> batches = new InBatches<>(some -> {
                        Names names = NamesOnRecord.of(register, some.stream().map(AuthorityVersion::authority).toList());
                        some.forEach(version -> taker.row(attorney(version.authority(), names), issuer(version.authority(), names),
                                version.authority().poaId().value(), version.authority().from(), through(version.authority()),
                                cause(version.authority().ending()), words.exact(version.knownFrom()), words.exact(version.knownUntil()),
                                version.openedBy().toString(), version.closedBy() == null ? null : version.closedBy().toString()));
                    });
                    authorities.eachVersion(new AuthorityFilter(null, grantorId, null, null, null), moment.knownAt(), batches);
                    batches.flush();
                });
    }

    /** Takes an authority with what is shown of it. */
    @FunctionalInterface
    private interface AuthorityTaker {
        void take(Authority authority, Names names, PartyFacts facts, int appointed);
    }

    private void each(List<String> grantors, @Nullable IssuerId issuer, Moment moment, Predicate<Authority> which, AuthorityTaker taker) {
        inBatches(grantors, some -> {
            List<Authority> found = rows.authorities(some, issuer, moment).stream().filter(which).toList();
            Names names = NamesOnRecord.of(register, found);
            Map<String, PartyFacts> facts = rows.facts(some, moment);
            Map<InstrumentTexts.InstrumentKey, Integer> appointed = instruments.appointments(found, moment);
            found.forEach(one -> taker.take(one, names, facts.getOrDefault(one.grantorId().value(), PartyFacts.NONE),
                    appointed.getOrDefault(InstrumentTexts.InstrumentKey.of(one), 0)));
        });
    }

    private static void inBatches(List<String> grantors, java.util.function.Consumer<List<String>> taker) {
        for (int from = 0; from < grantors.size(); from += GRANTORS_AT_ONCE) {
            taker.accept(grantors.subList(from, Math.min(grantors.size(), from + GRANTORS_AT_ONCE)));
        }
    }

    /** People look for a name. */
    private List<String> byName(List<String> grantors) {
        record Named(String id, String name) {}
        List<Named> named = new ArrayList<>(grantors.size());
        for (int from = 0; from < grantors.size(); from += NAMES_AT_ONCE) {
            List<String> some = grantors.subList(from, Math.min(grantors.size(), from + NAMES_AT_ONCE));
            PartyNames names = PartyNames.of(register, some);
            some.forEach(id -> named.add(new Named(id, names.grantor(id).toLowerCase(Locale.ROOT))));
        }
        return named.stream().sorted(Comparator.comparing(Named::name).thenComparing(Named::id)).map(Named::id).toList();
    }

    private static String grantor(Authority authority, Names names) {
        return names.of(Naming.Part.GRANTOR, authority.grantorId().value());
    }

    private static String issuer(Authority authority, Names names) {
        return authority.issuerId().equals(IssuerId.ANY) ? "any issuer" : names.of(Naming.Part.ISSUER, authority.issuerId().value());
    }

    private String attorney(Authority authority, Names names) {
        String name = names.of(Naming.Part.ATTORNEY, authority.attorneyId().value());
        if (authority.role() == Role.NAMED) {
            return name;
        }
        return name + " (" + words.role(authority.role()).toLowerCase(Locale.ROOT) + (authority.inPlaceOf() == null
                ? ")"
                : " for " + names.of(Naming.Part.ATTORNEY, authority.inPlaceOf().value()) + ")");
    }

    private static Object through(Authority authority) {
        LocalDate until = authority.until();
        return until == null ? OPEN : until.minusDays(1);
    }

    private @Nullable String cause(@Nullable Ending ending) {
        return ending == null ? null : words.cause(ending.cause());
    }

    private static String state(Authority authority, Moment moment) {
        return authority.inForceOn(moment.on()) ? "in force" : authority.from().isAfter(moment.on()) ? "not yet" : "ended";
    }

    private static String signing(Authority authority, Names names, int appointed) {
        return new AuthorityListing.AuthorityRow(new AuthorityVersion(authority, java.time.Instant.MIN, null, authority.source(), null), "",
                "", "", null, true, appointed, names).signing();
    }

    /** The forms of each clause, and what the clause asks for beside. */
    private String forms(Authority authority) {
        return authority.powers().stream().filter(power -> !power.accessory()).map(power -> "(" + power.clause() + ") "
                + words.forms(power.forms())
                + (power.capacities().isEmpty()
                        ? ""
                        : " only as " + power.capacities().stream().map(words::capacity).collect(Collectors.joining(" or ")))
                + (authority.amendable(power) ? "" : ", no amendments")).collect(Collectors.joining("; "));
    }

    private static String remarks(Authority authority, PartyFacts facts, Moment moment) {
        List<String> remarks = new ArrayList<>();
        if (Form.seven().stream().anyMatch(authority::lists) && !facts.onFile(authority.poaId(), moment.on())) {
            remarks.add("not on file: attach it");
        }
        if (!authority.conditions().termsSeen()) {
            remarks.add("terms not seen");
        }
        if (authority.conditions().undated()) {
            remarks.add("date of signing uncertain");
        }
        return String.join("; ", remarks);
    }
}
