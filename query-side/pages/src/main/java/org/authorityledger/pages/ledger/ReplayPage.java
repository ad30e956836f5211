package org.authorityledger.pages.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.PartyAnnouncement;
import org.authorityledger.authority.UnreachedAttorneys;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Effect;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.RetractedActs;
import org.authorityledger.questions.replay.Replay;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** How did this come about? The records of one grantor, step by step, forward and back. */
@Controller
class ReplayPage {

    /** Rows of the table; the rest is on the page of the grantor. */
    private static final int MOST_ROWS = 300;
    /** At most this number of records is drawn on the line, around the one shown. */
    private static final int DRAWN = 60;

    private final Replay replay;
    private final LedgerReader reader;
    private final Register register;
    private final ActText actText;
    private final DisplayText words;

    ReplayPage(Replay replay, LedgerReader reader, Register register, ActText actText, DisplayText words) {
        this.replay = replay;
        this.reader = reader;
        this.register = register;
        this.actText = actText;
        this.words = words;
    }

    /** A record on the line. */
    record Mark(int step, String link, String act, StoredEvent event, int gained, int lost, int changed, boolean shown) {

        /** What it did, for the color of its mark. */
        public String kind() {
            return gained > 0 ? "gained" : lost > 0 ? "lost" : changed > 0 ? "changed" : "none";
        }
    }

    /**
     * One authority after the record shown.
     *
     * @param effect what the record did to it; null: nothing
     */
    record ReplayedAuthority(String who, @Nullable String inPlaceOf, String issuer, Authority authority, @Nullable Effect effect) {

        public String kind() {
            return effect == null ? "" : effect.kind().name().toLowerCase(Locale.ROOT);
        }
    }

    @GetMapping("/grantors/{grantorId}/replay")
    String replay(@PathVariable GrantorId grantorId, @RequestParam(required = false) @Nullable Integer step, AsOf asOf, Model model) {
        List<LedgerRecord> life = replay.life(grantorId, asOf.knownAt());
        if (life.isEmpty() && !replay.knows(grantorId)) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_GRANTOR", "The ledger has no grantor " + grantorId + ".", List.of());
        }
        String path = Links.grantor(grantorId);
        model.addAttribute("grantorPath", path);
        model.addAttribute("count", life.size());
        if (life.isEmpty()) {
            model.addAttribute("name", grantorId.value());
            model.addAttribute("step", 0);
            return PageLayoutInterceptor.VIEWS + "replay";
        }
        int shown = step == null ? life.size() : step;
        if (shown < 1 || shown > life.size()) {
            throw Problem.malformed("step", "must be a number from 1 to " + life.size());
        }
        int first = Math.max(0, Math.min(shown - DRAWN / 2, life.size() - DRAWN));
        List<Replay.Step> steps = replay.steps(life, first, DRAWN);
        if (steps.size() < shown - first) {
            // So much changes there that fewer are drawn.
            first = shown - 1;
            steps = replay.steps(life, first, 1);
        }
        Replay.Step now = steps.get(shown - 1 - first);
        GrantorRecords records = GrantorRecords.of(life.subList(0, shown));
        LegalAct act = now.event().record().act();
        RetractedActs retracted = RetractedActs.of(List.of(now.event()), reader, actText);
        List<Authority> after = records.authorities().stream().filter(authority -> !authority.neverWas()).toList();
        List<Authority> known = after.stream().limit(MOST_ROWS).toList();
        Names names = ActText.names(register, asking -> new Object[]{ retracted.sentence(act, asking),
                UnreachedAttorneys.sentences(act, records, asOf.on(), asking, words::day),
                Effect.of(now.consequences(), asking, words::day), about(now, asking, words),
                known.stream().map(authority -> row(authority, null, asking)).toList(),
                asking.of(Naming.Part.GRANTOR, grantorId.value())});
        List<Effect> effects = Effect.of(now.consequences(), names, words::day);
        model.addAttribute("name", names.of(Naming.Part.GRANTOR, grantorId.value()));
        model.addAttribute("step", shown);
        model.addAttribute("event", now.event());
        model.addAttribute("sentence", retracted.sentence(act, names));
        model.addAttribute("signing", UnreachedAttorneys.sentences(act, records, asOf.on(), names, words::day));
        model.addAttribute("effects", effects);
        model.addAttribute("about", about(now, names, words));
        List<ReplayedAuthority> rows = rows(known, effects, names);
        model.addAttribute("rows", rows.stream().limit(MOST_ROWS).toList());
        model.addAttribute("cut", rows.size() > MOST_ROWS || after.size() > MOST_ROWS);
        String replayPath = path + "/replay";
        model.addAttribute("line", marks(steps, first, shown, replayPath, asOf));
        model.addAttribute("lineStart", first + 1);
        model.addAttribute("lineEnd", first + steps.size());
        model.addAttribute("path", replayPath);
        if (shown > 1) {
            model.addAttribute("toFirst", asOf.link(replayPath + "?step=1"));
            model.addAttribute("toPrevious", asOf.link(replayPath + "?step=" + (shown - 1)));
        }
        if (shown < life.size()) {
            model.addAttribute("toNext", asOf.link(replayPath + "?step=" + (shown + 1)));
            model.addAttribute("toLast", asOf.link(replayPath + "?step=" + life.size()));
        }
        TreeSet<LocalDate> days = new TreeSet<>();
        after.forEach(authority -> Stream.of(authority.from(), authority.until()).filter(Objects::nonNull).forEach(days::add));
        model.addAttribute(PageLayoutInterceptor.CHANGES,
                new ChangePoints(List.copyOf(days), life.stream().map(LedgerRecord::recordedAt).toList()));
        return PageLayoutInterceptor.VIEWS + "replay";
    }

    /** What a step changed beside authorities, in sentences. */
    static List<String> about(Replay.Step step, Names names, DisplayText words) {
        return PartyAnnouncement.of(PartyId.of(step.event().grantorId().value()), step.before(), step.after(), names, words::day);
    }

    private List<Mark> marks(List<Replay.Step> steps, int first, int shown, String path, AsOf asOf) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Replay.Step step = steps.get(i);
            int number = first + i + 1;
            marks.add(new Mark(number, asOf.link(path + "?step=" + number), words.act(step.event().type()), step.event(),
                    step.consequences().gained().size(), step.consequences().lost().size(), step.consequences().changed().size(),
                    number == shown));
        }
        return marks;
    }

    /** What the record did first, then the others; what was lost is shown too. */
    private static List<ReplayedAuthority> rows(List<Authority> after, List<Effect> effects, Names names) {
        Map<Authority.Key, Effect> marked = new HashMap<>();
        List<ReplayedAuthority> rows = new ArrayList<>();
        for (Effect effect : effects) {
            marked.put(effect.authority().key(), effect);
            rows.add(row(effect.authority(), effect, names));
        }
        after.stream().filter(authority -> !marked.containsKey(authority.key()))
                .forEach(authority -> rows.add(row(authority, null, names)));
        return rows;
    }

    private static ReplayedAuthority row(Authority authority, @Nullable Effect effect, Names names) {
        return new ReplayedAuthority(names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()),
                authority.inPlaceOf() == null ? null : names.of(Naming.Part.ATTORNEY, authority.inPlaceOf().value()),
                authority.issuerId().equals(IssuerId.ANY)
                        ? "any company"
                        : names.of(Naming.Part.ISSUER, authority.issuerId().value()),
                authority, effect);
    }
}
