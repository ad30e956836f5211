package org.authorityledger.reminders.delivery;

/**
 * What became of an attempt.
 *
 * @param result in a few words: never what the other side wrote, which may be anything
 * @param again whether another attempt may help; of one that was delivered, no
 */
public record Outcome(boolean delivered, String result, boolean again) {

    static Outcome done(String result) {
        return new Outcome(true, result, false);
    }

    /** An attempt that failed, and may not the next time. */
    public static Outcome failed(String result) {
        return new Outcome(false, result, true);
    }

    /** An attempt that failed, as every other one will. */
    static Outcome refused(String result) {
        return new Outcome(false, result, false);
    }
}
