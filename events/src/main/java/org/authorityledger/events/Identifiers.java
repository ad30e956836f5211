package org.authorityledger.events;

/** The one form of the ids that clients choose: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}. Checked by hand, since every event read passes here. */
final class Identifiers {

    private static final int LONGEST = 64;

    private Identifiers() {}

    static void require(String value) {
        boolean good = !value.isEmpty() && value.length() <= LONGEST && letterOrDigit(value.charAt(0));
        for (int i = 1; good && i < value.length(); i++) {
            char c = value.charAt(i);
            good = letterOrDigit(c) || c == '.' || c == '_' || c == '-';
        }
        if (!good) {
            throw new IllegalArgumentException(
                    "an id has 1 to 64 characters: letters, digits, dot, underscore and hyphen, the first a letter or digit");
        }
    }

    private static boolean letterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
