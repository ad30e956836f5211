package org.authorityledger.inbox.edgar;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.authorityledger.events.Cik;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * The settings {@code ledger.edgar.*}.
 *
 * @param userAgent {@code ledger.edgar.user-agent}: who asks, with an e-mail address, as the SEC's policy for fair access demands; null: nothing is
 *            ever fetched
 * @param enabled {@code ledger.edgar.enabled}: {@code false} stops all requests, whatever else is set
 * @param submissions {@code ledger.edgar.submissions}: where the lists of filings are
 * @param archives {@code ledger.edgar.archives}: where the filings are
 * @param requestsPerSecond {@code ledger.edgar.requests-per-second}: 1 to 10
 * @param watch {@code ledger.edgar.watch}: the CIKs whose filings are fetched by themselves
 * @param every {@code ledger.edgar.every}: how often
 * @param since {@code ledger.edgar.since}: those filed before this day are not fetched by themselves; null: all are
 */
record EdgarSettings(@Nullable String userAgent, @DefaultValue("true") boolean enabled,
        @DefaultValue("https://data.sec.gov/submissions") String submissions,
        @DefaultValue("https://www.sec.gov/Archives/edgar/data") String archives, @DefaultValue("5") int requestsPerSecond,
        @DefaultValue List<String> watch, @DefaultValue("1d") Duration every, @Nullable String since) {

    static final String PREFIX = "ledger.edgar";

    /** What the SEC's policy allows one client. */
    private static final int MOST_PER_SECOND = 10;
    private static final Duration MOST_OFTEN = Duration.ofMinutes(10);
    private static final int MOST_WATCHED = 500;
    private static final Pattern PRINTED = Pattern.compile("[ -~]{5,200}");
    private static final Pattern NAME_AND_ADDRESS = Pattern.compile("[^@]* [^ @]+@[^ @]+[.][^ @]+.*");
    private static final Pattern CIK = Pattern.compile("(?=.*[1-9])[0-9]{1,10}");

    EdgarSettings {
        userAgent = userAgent == null || userAgent.isBlank() ? null : userAgent.strip();
        since = since == null || since.isBlank() ? null : since.strip();
        watch = watch.stream().map(String::strip).toList();
    }

    /**
     * The settings, held against each other. An unknown name is refused.
     *
     * @throws InvalidConfigurationPropertyValueException if one cannot be meant
     */
    static EdgarSettings of(Environment environment) {
        EdgarSettings settings = Binder.get(environment).bindOrCreate(PREFIX, Bindable.of(EdgarSettings.class),
                new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        settings.check();
        return settings;
    }

    private void check() {
        require("user-agent", userAgent,
                userAgent == null || PRINTED.matcher(userAgent).matches() && NAME_AND_ADDRESS.matcher(userAgent).matches(),
                "must say who asks, with an e-mail address, for instance: Sample Company admin@sample.example");
        requireAddress("submissions", submissions);
        requireAddress("archives", archives);
        require("requests-per-second", requestsPerSecond, requestsPerSecond >= 1 && requestsPerSecond <= MOST_PER_SECOND,
                "must be 1 to " + MOST_PER_SECOND + ": the SEC allows no more");
        require("every", every, every.compareTo(MOST_OFTEN) >= 0, "must be " + MOST_OFTEN.toMinutes() + "m at least");
        require("watch", watch, watch.size() <= MOST_WATCHED, "must be " + MOST_WATCHED + " CIKs at most");
        watch.forEach(one -> require("watch", one, CIK.matcher(one).matches(), "must be CIKs, of 1 to 10 digits"));
        try {
            firstDay();
        } catch (java.time.DateTimeException e) {
            throw new InvalidConfigurationPropertyValueException(PREFIX + ".since", since, "must be a day, such as 2024-01-31");
        }
    }

    private static void requireAddress(String setting, String address) {
        try {
            URI uri = URI.create(address);
            require(setting, address,
                    ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null
                            && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null,
                    "must be an address that begins with https:// or http://");
        } catch (IllegalArgumentException e) {
            require(setting, address, false, "is no address");
        }
    }

    private static void require(String setting, @Nullable Object value, boolean right, String otherwise) {
        if (!right) {
            throw new InvalidConfigurationPropertyValueException(PREFIX + "." + setting, value, otherwise);
        }
    }

    /** Why nothing is fetched, and which setting changes that; null: it is fetched. */
    @Nullable
    String whyOff() {
        if (!enabled) {
            return "Nothing is fetched from EDGAR: the setting " + PREFIX + ".enabled is false.";
        }
        return userAgent == null
                ? "Nothing is fetched from EDGAR: the setting " + PREFIX
                        + ".user-agent is missing. It says who asks, with an e-mail address, as the SEC demands."
                : null;
    }

    /** Whose filings are fetched by themselves. */
    List<Cik> watched() {
        return watch.stream().map(Cik::of).distinct().toList();
    }

    /** The first day of what is fetched by itself; null: all of it. */
    @Nullable
    LocalDate firstDay() {
        return since == null ? null : LocalDate.parse(since);
    }

    /** Where the list of a CIK's filings is, or an older part of it by its name. */
    URI list(String fileName) {
        return URI.create(submissions.replaceAll("/+$", "") + "/" + fileName);
    }

    /** Where a whole submission is. */
    URI submission(Cik cik, String accession) {
        return URI.create(archives.replaceAll("/+$", "") + "/" + Long.parseLong(cik.value()) + "/" + accession.replace("-", "") + "/"
                + accession + ".txt");
    }
}
