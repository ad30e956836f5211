package org.authorityledger.pages.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How many must sign together, as it is typed in: a number, or groups such as {@code 1 of z; 1 of y1, y2}. */
final class SigningText {

    private static final Pattern GROUP = Pattern.compile("(\\d{1,4}) +of +(\\S.*)");

    private SigningText() {}

    /** The rule as the command has it; what is no rule stays as it was typed in, and will be refused. */
    static Object rule(String text) {
        if (text.matches("\\d{1,4}")) {
            return Map.of("minimum", Integer.valueOf(text));
        }
        List<Object> groups = new ArrayList<>();
        for (String one : text.split(";")) {
            Matcher group = GROUP.matcher(one.strip());
            if (!group.matches()) {
                return text;
            }
            groups.add(Map.of("of", Arrays.stream(group.group(2).split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList(),
                    "minimum", Integer.valueOf(group.group(1))));
        }
        return Map.of("groups", groups);
    }

    /** A recorded rule as it is typed in. */
    static String of(JsonNode rule) {
        return rule.path("groups").isEmpty()
                ? rule.path("minimum").asString("1")
                : rule.path("groups").valueStream().map(group -> group.path("minimum").asString("1") + " of "
                        + group.path("of").valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; "));
    }
}
