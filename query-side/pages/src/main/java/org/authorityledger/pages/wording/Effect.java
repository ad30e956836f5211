package org.authorityledger.pages.wording;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.authorityledger.authority.Announcement;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;

/**
 * What a record did to one authority, ready to be shown.
 *
 * @param who the attorney by name
 * @param authority as known after the record; of a lost one, as known before
 * @param sentences what it means, each to be read alone
 */
public record Effect(Kind kind, String who, Authority authority, List<String> sentences) {

    /** What became of it. */
    public enum Kind {
        GAINED("Gained"), LOST("Lost"), CHANGED("Changed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Effect {
        sentences = List.copyOf(sentences);
    }

    /** One for each authority: first what is gained, then what is lost, then what is changed. */
    public static List<Effect> of(Consequences consequences, Names names, Function<LocalDate, String> days) {
        List<Effect> effects = new ArrayList<>();
        for (Authority one : consequences.gained()) {
            effects.add(effect(Kind.GAINED, one, new Consequences(List.of(one), List.of(), List.of()), consequences, names, days));
        }
        for (Authority one : consequences.lost()) {
            effects.add(effect(Kind.LOST, one, new Consequences(List.of(), List.of(one), List.of()), consequences, names, days));
        }
        for (Consequences.Changed one : consequences.changed()) {
            effects.add(effect(Kind.CHANGED, one.after(), new Consequences(List.of(), List.of(), List.of(one)), consequences, names, days));
        }
        return effects;
    }

    private static Effect effect(Kind kind, Authority authority, Consequences alone, Consequences among, Names names,
            Function<LocalDate, String> days) {
        return new Effect(kind, names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()), authority,
                Announcement.of(alone, among, names, days));
    }
}
