package org.authorityledger.documents.sheet;

import java.io.IOException;

/** A whole file that cannot be read as a tracker. */
public final class SheetUnreadable extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** It is neither CSV nor an Excel workbook. */
        NOT_A_SHEET,
        /** It is protected by a password, or in the format of Excel before 2007. */
        LOCKED_WORKBOOK,
        /** It has too many rows, or expands out of all proportion. */
        TOO_LARGE,
        /** No row has headings that can be mapped, or the mapping names columns that are not there. */
        NO_HEADINGS
    }

    SheetUnreadable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** One plain sentence. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
