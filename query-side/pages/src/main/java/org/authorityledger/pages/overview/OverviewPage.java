package org.authorityledger.pages.overview;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.authorityledger.authority.Naming;
import org.authorityledger.pages.authorities.InForceChart;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.operations.DeadLettersPage;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Telling;
import org.authorityledger.register.DeadLetters;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterPosition;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.transparencylog.LogFault;
import org.authorityledger.transparencylog.LogReading;
import org.authorityledger.transparencylog.TransparencyLog;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where does everything stand? The page on which one arrives. */
@Controller
class OverviewPage {

    private static final int SOON = 90;
    private static final int MOST_STEPS = 400;

    private final Figures figures;
    private final Register register;
    private final RegisterPosition position;
    private final LedgerReader ledger;
    private final DeadLetters letters;
    private final TransparencyLog log;
    private final LogReading proofs;
    private final Telling telling;
    private final DisplayText words;

    OverviewPage(Figures figures, Register register, RegisterPosition position, LedgerReader ledger, DeadLetters letters,
            TransparencyLog log, LogReading proofs, Telling telling, DisplayText words) {
        this.figures = figures;
        this.register = register;
        this.position = position;
        this.ledger = ledger;
        this.letters = letters;
        this.log = log;
        this.proofs = proofs;
        this.telling = telling;
        this.words = words;
    }

    /** A record with the names to show. */
    record Recent(StoredEvent event, String grantor, String words) {}

    /** Something that ends soon, with the names to show. */
    record Expiring(Figures.Listed listed, String attorney, String grantor) {}

    /** A revocation on its way, with the names to show. */
    record OnItsWay(Figures.Undelivered revocation, String grantor) {}

    private record Lists(List<Expiring> expiring, List<OnItsWay> onTheirWay, List<Recent> recent) {}

    /** A part of the ledger and how it fares. */
    record State(String name, String value, boolean good, String href) {}

    @GetMapping("/")
    String overview(AsOf asOf, Model model) {
        long reached = position.position();
        long lag = position.lag();
        model.addAttribute("position", reached);
        model.addAttribute("lag", lag);
        model.addAttribute("delay", position.delay());
        model.addAttribute("failing", position.failing());
        model.addAttribute("states", states());
        model.addAttribute("empty", reached == 0 && lag == 0);
        if (reached == 0 && lag == 0) {
            return PageLayoutInterceptor.VIEWS + "overview";
        }
        Figures.Counted counted = figures.counted(asOf);
        model.addAttribute("counted", counted);
        model.addAttribute("authorities", counted.authoritiesOn(asOf.on()));
        model.addAttribute("instruments", counted.instrumentsOn(asOf.on()));
        model.addAttribute("chart", InForceChart.of(counted.authorities(), asOf));
        LocalDate quarter = asOf.on().with(IsoFields.DAY_OF_QUARTER, 1);
        List<Figures.Ended> ended = figures.ended(asOf, quarter, asOf.on().plusDays(1));
        model.addAttribute("quarter", quarter);
        model.addAttribute("ended", ended);
        model.addAttribute("endedTotal", ended.stream().mapToLong(Figures.Ended::count).sum());
        model.addAttribute("differenceQuarter", AsOf.linkWith("/difference?from.on=" + quarter, asOf.askedOn(), asOf.askedKnownAt()));
        Map<Integer, Long> expiring = new LinkedHashMap<>();
        List.of(30, 60, SOON).forEach(days -> expiring.put(days, figures.expiringWithin(asOf, days)));
        model.addAttribute("expiring", expiring);
        lists(asOf, model);
        TreeSet<LocalDate> days = new TreeSet<>(counted.authorities().keySet());
        model.addAttribute(PageLayoutInterceptor.LIFE, new ChangePoints(days.size() > MOST_STEPS ? around(days, asOf) : List.copyOf(days), List.of()));
        return PageLayoutInterceptor.VIEWS + "overview";
    }

    private List<State> states() {
        int waiting = letters.waiting().size();
        LogFault fault = log.fault();
        String signed = fault != null
                ? "stopped: " + fault.words()
                : proofs.latest().map(head -> "up to position " + head.size() + ", " + words.moment(head.checkpoint().time()))
                        .orElse("not yet");
        return List.of(new State("Grantors whose records could not be taken in", waiting == 0 ? "none" : Integer.toString(waiting),
                waiting == 0, DeadLettersPage.PATH), new State("Last signed checkpoint", signed, fault == null, "/log/checkpoint"));
    }

    /** Of very many changes the first, the last and those next to the day shown: steps lead on from there. */
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

    private void lists(AsOf asOf, Model model) {
        List<Figures.Listed> listed = figures.nextToExpire(asOf, SOON);
        List<Figures.Undelivered> undelivered = figures.undelivered(asOf);
        List<StoredEvent> recorded = ledger.at(figures.latest(asOf.knownAt())).reversed();
        Lists lists = Telling.told(register, names -> new Lists(
                listed.stream().map(one -> new Expiring(one, names.of(Naming.Part.ATTORNEY, one.authority().attorneyId().value()),
                        names.of(Naming.Part.GRANTOR, one.authority().grantorId().value()))).toList(),
                undelivered.stream().limit(Figures.MOST_LISTED)
                        .map(one -> new OnItsWay(one, names.of(Naming.Part.GRANTOR, one.grantorId()))).toList(),
                recorded.stream().map(event -> new Recent(event,
                        names.of(Naming.Part.GRANTOR, event.record().act().grantorId().value()),
                        telling.briefly(event.record().act(), names))).toList()));
        model.addAttribute("next", lists.expiring());
        model.addAttribute("undelivered", lists.onTheirWay());
        model.addAttribute("moreUndelivered", undelivered.size() > Figures.MOST_LISTED);
        model.addAttribute("recent", lists.recent());
    }
}
