package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.transparencylog.LogReading;
import org.jspecify.annotations.Nullable;

/**
 * What stands above a page on paper, since paper has no bar, no user and no address line. Templates know it as {@code printed}.
 *
 * @param user who printed it
 * @param at when the page was made
 * @param address where the page is; of a page as of a day and a moment, with both filled in, so that it leads to the same page for good
 * @param checkpoint a signed checkpoint of the log, on a page as of a day and a moment; null: none was signed
 * @param size how many records it commits to
 * @param keys where the key of the log is
 */
public record PrintedHeading(String user, Instant at, String address, @Nullable String checkpoint, TreeSize size, String keys) {

    static PrintedHeading of(HttpServletRequest request, String user, Instant at, @Nullable AsOfBar bar,
            NewestCheckpoint newest) {
        String url = request.getRequestURL().toString();
        String host = url.substring(0, url.length() - request.getRequestURI().length());
        String query = request.getQueryString();
        boolean shown = "GET".equals(request.getMethod()) && query != null;
        String address = bar != null
                ? host + bar.settled()
                : url + (shown ? "?" + query : "");
        Optional<LogReading.SignedCheckpoint> checkpoint = bar == null ? Optional.empty() : newest.get();
        return new PrintedHeading(user, at, address, checkpoint.map(one -> one.note().toString().strip()).orElse(null),
                checkpoint.map(LogReading.SignedCheckpoint::size).orElse(TreeSize.EMPTY), host + "/log/keys");
    }
}
