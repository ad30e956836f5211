package org.authorityledger.proof.entry;

import java.util.HexFormat;

/** Strings as RFC 8785, section 3.2.2.2, spells them: one spelling for each. */
final class JsonText {

    private JsonText() {}

    static void escape(String value, StringBuilder text) {
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(value, plain, i);
                plain = i + 1;
                escape(c, text);
            }
        }
        text.append(value, plain, value.length());
    }

    private static void escape(char c, StringBuilder text) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> text.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
    }
}
