package org.authorityledger.pages.overview;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.Position;
import org.authorityledger.pages.authorities.ChangesPage;
import org.authorityledger.pages.authorities.GapsPage;
import org.authorityledger.pages.authorities.InForceChart;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.operations.DeadLettersPage;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.RetractedActs;
import org.authorityledger.questions.undelivered.UndeliveredRevocations.UndeliveredRevocation;
import org.authorityledger.register.Register;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.transparencylog.LogFault;
import org.authorityledger.transparencylog.LogReading;
import org.authorityledger.transparencylog.TransparencyLog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page on which a user arrives: what is in force, what ends, and the status of the ledger. */
@Controller
class OverviewPage {

    private static final int SOON = 90;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MOST_STEPS = 400;
    private static final int MOST_SIGNING = 6;

    private final OverviewCounts counts;
    private final OverviewLists lists;
    private final LedgerReader reader;
    private final Register register;
    private final RegisterPosition position;
    private final DeadLetters letters;
    private final TransparencyLog log;
    private final LogReading proofs;
    private final ObjectProvider<CommandApproval> approval;
    private final ActText actText;
    private final DisplayText words;

    OverviewPage(OverviewCounts counts, OverviewLists lists, LedgerReader reader, Register register, RegisterPosition position,
            DeadLetters letters, TransparencyLog log, LogReading proofs, ObjectProvider<CommandApproval> approval,
            ActText actText, DisplayText words) {
        this.counts = counts;
        this.lists = lists;
        this.reader = reader;
        this.register = register;
        this.position = position;
        this.letters = letters;
        this.log = log;
        this.proofs = proofs;
        this.approval = approval;
        this.actText = actText;
        this.words = words;
    }

    /** A record with the names to show. */
    record Recent(StoredEvent event, String grantor, String words) {}

    /** An authority that ends soon, with the names to show. */
    record Expiring(Authority authority, String attorney, String grantor) {}

    /**
     * A revocation that has not reached everyone, with the names to show.
     *
     * @param more how many more may still sign than are shown
     */
    record OnItsWay(UndeliveredRevocation revocation, String grantor, List<Signing> signing, int more) {

        static OnItsWay of(UndeliveredRevocation one, Names names) {
            List<Signing> shown = one.signing().stream().limit(MOST_SIGNING)
                    .map(id -> new Signing(Links.attorney(id), names.of(Naming.Part.ATTORNEY, id.value()))).toList();
            return new OnItsWay(one, names.of(Naming.Part.GRANTOR, one.grantorId().value()), shown, one.signing().size() - shown.size());
        }
    }

    /** An attorney who may still sign. */
    record Signing(String path, String name) {}

    private record NamedLists(List<Expiring> expiring, List<OnItsWay> onTheirWay, List<Recent> recent) {}

    /** The status of a part of the ledger. */
    record StatusLine(String name, String value, boolean good, String href) {}

    @GetMapping("/")
    String overview(AsOf asOf, HttpServletRequest request, Model model) {
        Position reached = position.position();
        long lag = position.lag();
        model.addAttribute("position", reached);
        model.addAttribute("lag", lag);
        model.addAttribute("delay", position.delay());
        model.addAttribute("failing", position.failing());
        model.addAttribute("status", status());
        model.addAttribute("empty", reached.equals(Position.START) && lag == 0);
        CommandApproval here = approval.getIfAvailable();
        model.addAttribute("approvalRequired", here != null && here.required());
        if (reached.equals(Position.START) && lag == 0) {
            model.addAttribute("address", address(request));
            return PageLayoutInterceptor.VIEWS + "overview";
        }
        // The page asks for them when it is shown: to find them takes longer than all of the rest.
        model.addAttribute("gaps", GapsPage.ON_THE_OVERVIEW);
        InForceCounts counted = counts.of(asOf);
        // All counts are of this one moment.
        Moment moment = new Moment(asOf.on(), asOf.isNow() ? counted.knownAt() : asOf.knownAt());
        model.addAttribute("counted", counted);
        model.addAttribute("uncounted", asOf.isNow() ? Math.max(0, reached.value() + lag - counted.position().value()) : 0);
        model.addAttribute("authorities", counted.authoritiesOn(asOf.on()));
        model.addAttribute("instruments", counted.instrumentsOn(asOf.on()));
        model.addAttribute("chart", InForceChart.of(counted.authorities(), asOf));
        LocalDate quarter = asOf.on().with(IsoFields.DAY_OF_QUARTER, 1);
        List<OverviewLists.Ended> ended = lists.ended(moment.knownAt(), quarter, asOf.on().plusDays(1));
        model.addAttribute("quarter", quarter);
        model.addAttribute("ended", ended);
        model.addAttribute("endedTotal", ended.stream().mapToLong(OverviewLists.Ended::count).sum());
        model.addAttribute("endedQuarter",
                asOf.link(ChangesPage.PATH + "?from=" + quarter + "&through=" + asOf.on() + "&change=ended"));
        Map<Integer, Long> expiring = new LinkedHashMap<>();
        List.of(30, 60, SOON).forEach(days -> expiring.put(days, lists.expiringWithin(moment, days)));
        model.addAttribute("expiring", expiring);
        addLists(asOf, moment, counted.position(), model);
        TreeSet<LocalDate> days = new TreeSet<>(counted.authorities().keySet());
        model.addAttribute(PageLayoutInterceptor.CHANGES,
                new ChangePoints(days.size() > MOST_STEPS ? around(days, asOf) : List.copyOf(days), List.of()));
        return PageLayoutInterceptor.VIEWS + "overview";
    }

    /** Where this ledger is, as the reader reached it. */
    private static String address(HttpServletRequest request) {
        boolean usual = request.getServerPort() == ("https".equals(request.getScheme()) ? HTTPS : HTTP);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + request.getServerPort());
    }

    private List<StatusLine> status() {
        int waiting = letters.waiting().size();
        LogFault fault = log.fault();
        String signed = fault != null
                ? "stopped: " + fault.words()
                : proofs.latest().map(head -> "up to position " + head.size() + ", " + words.moment(head.checkpoint().time()))
                        .orElse("not yet");
        return List.of(new StatusLine("Grantors with unprocessed records", waiting == 0 ? "none" : Integer.toString(waiting),
                waiting == 0, DeadLettersPage.PATH), new StatusLine("Last signed checkpoint", signed, fault == null, "/log/checkpoint"));
    }

    /** Of very many changes, the first, the last and those next to the day shown: the as-of bar steps on from there. */
    private static List<LocalDate> around(TreeSet<LocalDate> days, AsOf asOf) {
        TreeSet<LocalDate> some = new TreeSet<>(List.of(days.first(), days.last()));
        LocalDate before = days.lower(asOf.on());
        LocalDate after = days.higher(asOf.on());
        if (before != null) {
            some.add(before);
        }
        if (after != null) {
            some.add(after);
        }
        return List.copyOf(some);
    }

    private void addLists(AsOf asOf, Moment moment, Position reached, Model model) {
        List<Authority> expiring = lists.nextToExpire(moment, SOON);
        List<UndeliveredRevocation> undelivered = lists.undelivered(moment, reached);
        List<StoredEvent> recorded = lists.latest(asOf.knownAt());
        RetractedActs retracted = RetractedActs.of(recorded, reader, actText);
        NamedLists named = ActText.named(register, names -> new NamedLists(
                expiring.stream().map(one -> new Expiring(one, names.of(Naming.Part.ATTORNEY, one.attorneyId().value()),
                        names.of(Naming.Part.GRANTOR, one.grantorId().value()))).toList(),
                undelivered.stream().limit(OverviewLists.MOST_LISTED)
                        .map(one -> OnItsWay.of(one, names)).toList(),
                recorded.stream().map(event -> new Recent(event,
                        names.of(Naming.Part.GRANTOR, event.record().act().grantorId().value()),
                        retracted.briefly(event.record().act(), names))).toList()));
        model.addAttribute("next", named.expiring());
        model.addAttribute("undelivered", named.onTheirWay());
        model.addAttribute("moreUndelivered", undelivered.size() > OverviewLists.MOST_LISTED);
        model.addAttribute("recent", named.recent());
    }
}
