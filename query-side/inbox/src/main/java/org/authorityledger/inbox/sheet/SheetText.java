package org.authorityledger.inbox.sheet;

import org.authorityledger.documents.sheet.SheetField;

/** What the fields of a tracker are called where people read of them. */
final class SheetText {

    private SheetText() {}

    static String label(String key) {
        SheetField field = SheetField.of(key);
        return field == null ? key : field.label();
    }
}
