package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A way around all filters and controllers, for what is asked thousands of times a second. It takes a request of which everything is plain, and
 * gives the answer that the long way would give, to the byte. Whatever is missing, odd, refused or fails goes the long way, which says so.
 */
public interface ShortWay {

    /**
     * Answers the request, or leaves it and the response as they are.
     *
     * @return whether it was answered
     * @throws IOException when the client is gone
     */
    boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** Whether a text has nothing but visible characters of ASCII and spaces: with it, no rule about characters has anything to say. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
