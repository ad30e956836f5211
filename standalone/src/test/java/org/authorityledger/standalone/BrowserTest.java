package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Tests of pages in a real browser: the machine's own chromium, one for all tests, signed in once; a page for each test, and what it keeps in the
 * browser gone after it. A page writes no error to the console and asks nothing of another host. Where there is no chromium the
 * tests are skipped, but not where {@code CI=true}.
 */
@Tag("browser")
@ExtendWith({ BrowserTest.WhereThereIsABrowser.class, BrowserTest.WhereItFailed.class})
abstract class BrowserTest extends LedgerTest {

    /** Axe is the slow part: it sees both schemes and both extremes of width, but not all of them together. */
    private static final List<Way> WAYS = List.of(new Way(1440, ColorScheme.LIGHT, true), new Way(1440, ColorScheme.DARK, false),
            new Way(768, ColorScheme.LIGHT, false), new Way(360, ColorScheme.DARK, true));
    private static final int HEIGHT = 900;
    /** A page of a list has a hundred rows at most, most with two or three links. */
    private static final int MOST_STOPS = 400;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = axe();
    private static final List<String> STANDARDS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final List<String> complaints = new ArrayList<>();
    private final Consumer<Page> watching = this::watch;
    private final Consumer<ConsoleMessage> hearing = this::hear;
    private final Consumer<String> failing = complaints::add;
    private final Consumer<Request> asking = this::seeAsked;
    private boolean failuresExpected;

    /** The page of the test: signed in, 1440 pixels wide, light. */
    protected Page page = Shared.page;

    private record Way(int width, ColorScheme scheme, boolean axe) {}

    static final class WhereThereIsABrowser implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (chromium().isPresent() || "true".equals(System.getenv("CI"))) {
                return enabled("there is a chromium, or there has to be");
            }
            return disabled("no chromium on the PATH");
        }
    }

    /** A test that waits without success says what the browser showed: on another machine no one can look. */
    static final class WhereItFailed implements TestExecutionExceptionHandler {

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            Page page = ((BrowserTest) context.getRequiredTestInstance()).page;
            String shown;
            try {
                shown = page.url() + " shows: " + page.locator("body").innerText(new Locator.InnerTextOptions().setTimeout(1_000));
            } catch (PlaywrightException gone) {
                shown = gone.getMessage();
            }
            failure.addSuppressed(new AssertionError(shown));
            throw failure;
        }
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "chromium")).filter(Files::isExecutable).findFirst();
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started by the first test that needs it. */
    private static final class Shared {

        static final Browser BROWSER = start();
        static final String SIGNED_IN = signIn();
        /** Most tests are content with it. To make one takes a second: a process, and all scripts and styles once more. */
        static Page page = context(SIGNED_IN, true).newPage();

        private static Browser start() {
            Playwright playwright = Playwright
                    .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return playwright.chromium()
                    .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium().orElseThrow())
                            .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run",
                                    "--disable-component-update", "--disable-sync")));
        }

        private static String signIn() {
            try (BrowserContext context = BROWSER.newContext()) {
                Page page = context.newPage();
                page.navigate(LEDGER.address("/login"));
                page.getByLabel("Name").fill("admin");
                page.getByLabel("Password").fill(RunningLedger.PASSWORD);
                page.keyboard().press("Enter");
                page.waitForURL(url -> !url.contains("/login"));
                return context.storageState();
            }
        }
    }

    @BeforeEach
    void openPage() {
        open(Shared.page);
    }

    /** Goes on in a browser of the test's own in which no one is signed in. */
    protected void asNobody() {
        leave();
        open(context(null, true).newPage());
    }

    /** Goes on in a browser of the test's own that runs no script. */
    protected void withoutScripts() {
        leave();
        open(context(Shared.SIGNED_IN, false).newPage());
    }

    /** The browser of the test, with its cookies. */
    protected BrowserContext context() {
        return page.context();
    }

    /** Signs in on the way to a path, in a session of the test's own. */
    protected void signIn(String path) {
        go(path);
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(RunningLedger.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(LEDGER.address(path));
    }

    private static BrowserContext context(@Nullable String state, boolean scripts) {
        BrowserContext context = Shared.BROWSER.newContext(new Browser.NewContextOptions().setStorageState(state)
                .setViewportSize(1440, HEIGHT).setColorScheme(ColorScheme.LIGHT).setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(scripts).setLocale("en-US").setTimezoneId("America/New_York"));
        context.setDefaultTimeout(30_000);
        return context;
    }

    private void open(Page opened) {
        page = opened;
        watch(opened);
        opened.context().onPage(watching);
    }

    private void watch(Page watched) {
        watched.onConsoleMessage(hearing);
        watched.onPageError(failing);
        watched.onRequest(asking);
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error") && !(failuresExpected && message.text().startsWith("Failed to load resource"))) {
            complaints.add(message.text());
        }
    }

    private void seeAsked(Request request) {
        URI asked = URI.create(request.url());
        if (!"localhost".equals(asked.getHost()) && !"data".equals(asked.getScheme()) && !"blob".equals(asked.getScheme())) {
            complaints.add("asks another host: " + request.url());
        }
    }

    /** Leaves the shared page as the next test expects it, and any other for good. */
    private void leave() {
        page.context().offPage(watching);
        if (page != Shared.page) {
            page.context().close();
            return;
        }
        forgetWhatPagesKeep();
        goNowhere();
        Shared.page.setViewportSize(1440, HEIGHT);
        Shared.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(null).setColorScheme(ColorScheme.LIGHT));
        page.offConsoleMessage(hearing);
        page.offPageError(failing);
        page.offRequest(asking);
        page.context().pages().stream().filter(other -> other != Shared.page).forEach(Page::close);
    }

    private static void forgetWhatPagesKeep() {
        JsonObject ofTheLedger = new JsonObject();
        ofTheLedger.addProperty("origin", LEDGER.address(""));
        ofTheLedger.addProperty("storageTypes", "local_storage");
        CDPSession session = Shared.page.context().newCDPSession(Shared.page);
        session.send("Storage.clearDataForOrigin", ofTheLedger);
        session.detach();
    }

    private static void goNowhere() {
        try {
            Shared.page.navigate("about:blank");
        } catch (PlaywrightException onItsWay) {
            // The test ended while the page was going somewhere by itself: another takes its place.
            Shared.page = Shared.page.context().newPage();
        }
    }

    @AfterEach
    void closePage() {
        leave();
        assertThat(complaints).as("errors in the console and requests to other hosts").isEmpty();
    }

    /** From here on the test asks for what is refused; browsers write that to the console. */
    protected void expectFailures() {
        failuresExpected = true;
    }

    /** Goes to a path of the ledger and tells the status of the answer. */
    protected int go(String path) {
        Response response = page.navigate(LEDGER.address(path));
        return response.status();
    }

    /**
     * What axe finds against the page as it is now. Asked for violations alone, without its builder's second page, it takes a quarter of
     * the time.
     */
    protected void assertAccessible(String what) {
        if (Boolean.TRUE.equals(page.evaluate("typeof axe === 'undefined'"))) {
            page.evaluate(AXE);
        }
        assertThat((List<?>) page.evaluate("""
                async tags => {
                  const {violations} = await axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}});
                  return violations.map(rule => `${rule.id}: ${rule.help} ${rule.nodes.slice(0, 3).map(node => node.html).join(' ')}`);
                }""", STANDARDS)).as("axe on " + what).isEmpty();
    }

    /**
     * Shows a path at three widths, light and dark: axe finds nothing, and nothing sticks out sideways. The page is loaded once:
     * width and scheme are the style sheet's matter.
     */
    protected void assertGoodInEveryWay(String path, String name) {
        go(path);
        for (Way way : WAYS) {
            page.setViewportSize(way.width, HEIGHT);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(way.scheme));
            String shot = name + "-" + way.width + "-" + way.scheme.name().toLowerCase(Locale.ROOT);
            assertNotWiderThanTheWindow(shot);
            if (way.axe) {
                assertAccessible(shot);
            }
            screenshot(shot);
        }
        page.setViewportSize(1440, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** The page cannot be moved sideways; if it can, the elements are named that are in the way. */
    protected void assertNotWiderThanTheWindow(String what) {
        assertThat((List<?>) page.evaluate("""
                () => {
                  const width = document.documentElement.clientWidth;
                  const wider = document.documentElement.scrollWidth - width;
                  return wider === 0 ? [] : [`by ${wider} pixels`, ...[...document.querySelectorAll('body *')]
                    .filter(element => element.getBoundingClientRect().right > width).map(element => element.outerHTML.slice(0, 300))];
                }""")).as(what + " is wider than the window").isEmpty();
    }

    /** With {@code -Dledger.screenshots=true}, keeps a picture of the page in {@code target/screenshots}: to draw one takes most of a second. */
    protected void screenshot(String name) {
        if (!Boolean.getBoolean("ledger.screenshots")) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Presses Tab until the element that matches has the focus, as someone without a mouse does. */
    protected void tabTo(String selector) {
        for (int i = 0; i < MOST_STOPS; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + selector);
    }
}
