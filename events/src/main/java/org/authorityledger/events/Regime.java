package org.authorityledger.events;

/** An obligation to report under the federal securities laws. */
public enum Regime {
    /** Section 16(a) of the Securities Exchange Act of 1934: Forms 3, 4 and 5. */
    SECTION_16,
    /** Section 13(d) and (g) of the Securities Exchange Act of 1934: Schedules 13D and 13G. */
    SECTION_13,
    /** Rule 144 under the Securities Act of 1933: Form 144. */
    RULE_144
}
