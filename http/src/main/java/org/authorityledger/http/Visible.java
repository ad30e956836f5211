package org.authorityledger.http;

/** Which characters can be seen, and which change how the text around them is shown. */
final class Visible {

    private Visible() {}

    /** Whether at least one character can be seen. */
    static boolean anyIn(String text) {
        return text.codePoints().anyMatch(Visible::is);
    }

    /**
     * Whether a character can be seen by itself. Some that Unicode counts among letters or symbols are shown as a blank, and some code points are
     * no characters.
     */
    private static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                false;
            default -> switch (character) {
                // Fillers of Hangul, blanks of Braille, music and hieroglyphs, and the place of an object.
                case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159, 0x13441, 0x13442, 0xFFFC -> false;
                default -> !ignorable(character) && !noCharacter(character);
            };
        };
    }

    /** Reserved for characters that are not shown. */
    private static boolean ignorable(int character) {
        return character == 0x2065 || (character >= 0xFFF0 && character <= 0xFFF8) || (character >= 0xE0000 && character <= 0xE0FFF);
    }

    private static boolean noCharacter(int character) {
        return (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
    }

    /**
     * Whether a character overrides or embeds a direction of writing, so that text is shown in another order than it has. No name needs one:
     * letters of Hebrew, Arabic and other scripts have their direction. Marks that only help with it, and joiners, may stay.
     */
    static boolean turnsText(int character) {
        return (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x206F);
    }

    /** Whether a character begins a new line or moves along it. */
    static boolean breaksLine(int character) {
        return character == '\n' || character == '\r' || character == '\t' || character == 0x2028 || character == 0x2029;
    }
}
