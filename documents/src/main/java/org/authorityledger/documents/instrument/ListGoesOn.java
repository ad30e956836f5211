package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Those who are appointed after the place where the reader takes the list to end, and offices that may be those of the persons beside them. */
final class ListGoesOn {

    private static final Pattern NEXT = Pattern
            .compile("\\G[^;.:]{0,120}?; ?(?:and |or |and/or )?(?:\\(?(?:\\d{1,2}|[a-z]|i{1,3}|iv|v)[.)] ?)?(?=\\p{Lu})");
    private static final Pattern JOINED = Pattern.compile("(?i)\\b(?:and|or)\\b|[&/;]");

    private ListGoesOn() {}

    /** The names that follow the end of the list, each after a semicolon. */
    static List<String> after(String line, int end) {
        List<String> names = new ArrayList<>();
        Matcher next = NEXT.matcher(line).region(Math.min(end, line.length()), line.length());
        while (next.find()) {
            int length = Names.personAt(line, next.end(), line.length());
            String name = line.substring(next.end(), next.end() + length);
            if (length == 0 || name.equals(name.toUpperCase(java.util.Locale.ROOT))) {
                break;
            }
            names.add(name);
            next.region(next.end() + length, line.length());
        }
        return names;
    }

    /** An office and a person with a comma alone between them: they may be one. */
    static List<String> appositions(String line, List<Appointment.Appointed> appointed) {
        List<String> pairs = new ArrayList<>();
        for (int i = 1; i < appointed.size(); i++) {
            Appointment.Appointed one = appointed.get(i - 1);
            Appointment.Appointed other = appointed.get(i);
            int from = one.name().end();
            int to = other.name().start();
            if (one.office() != other.office() && from < to) {
                String between = line.substring(from, to);
                if (between.contains(",") && !JOINED.matcher(between).find()) {
                    pairs.add(one.name().value() + ", " + other.name().value());
                }
            }
        }
        return pairs;
    }
}
