package org.authorityledger.pages.inbox;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.authorityledger.inbox.findings.Finding;
import org.authorityledger.inbox.findings.Remedy;
import org.jspecify.annotations.Nullable;

/** How pages and reports write findings. */
public final class FindingWords {

    /** What findings say. */
    static final Map<Finding.Kind, String> KINDS = Map.of(Finding.Kind.COVERED, "Covered", Finding.Kind.NOT_COVERED, "Not covered",
            Finding.Kind.SELF_SIGNED, "Signed in person", Finding.Kind.SIGNED_BY_SIGNATORY, "Signed by a signatory",
            Finding.Kind.CANNOT_TELL, "Not clear");
    /** How then compares with now. */
    static final Map<Finding.Hindsight, String> HINDSIGHTS = Map.of(Finding.Hindsight.SAME, "the same", Finding.Hindsight.LOST,
            "looked good when it was filed", Finding.Hindsight.GAINED, "did not look good when it was filed");
    /** What was done about them. */
    static final Map<Finding.Remedied, String> REMEDIES = Map.of(Finding.Remedied.NONE, "none", Finding.Remedied.RATIFIED, "ratified",
            Finding.Remedied.DISMISSED, "dismissed");

    private FindingWords() {}

    /** What a finding says, such as Not covered. */
    public static String kind(Finding.Kind kind) {
        return KINDS.getOrDefault(kind, kind.name());
    }

    /** What is doubtful about a finding, or why no one can tell; empty: nothing. */
    public static String why(Finding finding) {
        return finding.why().stream().map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', ' ')).collect(Collectors.joining(", "));
    }

    /** How it looked when it was filed, where that differs; empty: it does not. */
    public static String hindsight(Finding finding) {
        Finding.Hindsight hindsight = finding.hindsight();
        return hindsight == null || hindsight == Finding.Hindsight.SAME ? "" : HINDSIGHTS.getOrDefault(hindsight, "");
    }

    /** What was done about a finding, and why; empty: nothing that stands. */
    public static String remedy(@Nullable Remedy remedy) {
        return remedy == null
                ? ""
                : REMEDIES.getOrDefault(Finding.Remedied.valueOf(remedy.kind().name()), "") + ": " + remedy.reason();
    }
}
