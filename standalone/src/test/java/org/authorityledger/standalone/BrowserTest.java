package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests of pages in a real browser: the machine's own chromium, one for all tests, signed in once; a page for each test. Whatever a page does, it
 * writes no error to the console and asks nothing of another host. Where there is no chromium the tests are skipped, but not where {@code CI=true}.
 */
@ExtendWith(BrowserTest.WhereThereIsABrowser.class)
abstract class BrowserTest extends LedgerTest {

    private static final List<Integer> WIDTHS = List.of(360, 768, 1440);
    private static final int HEIGHT = 900;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<String> STANDARDS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final List<String> complaints = new ArrayList<>();
    private boolean failuresExpected;
    private BrowserContext context;

    /** The page of the test: signed in, 1440 pixels wide, light. */
    protected Page page;

    static final class WhereThereIsABrowser implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (chromium().isPresent() || "true".equals(System.getenv("CI"))) {
                return enabled("there is a chromium, or there has to be");
            }
            return disabled("no chromium on the PATH");
        }
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "chromium")).filter(Files::isExecutable).findFirst();
    }

    /** Started by the first test that needs it. */
    private static final class Shared {

        static final Browser BROWSER = start();
        static final String SIGNED_IN = signIn();

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
        open(Shared.SIGNED_IN, 1440, ColorScheme.LIGHT, true);
    }

    /** Goes on in a browser in which nobody is signed in. */
    protected void asNobody() {
        context.close();
        open(null, 1440, ColorScheme.LIGHT, true);
    }

    /** Goes on in a browser that runs no script. */
    protected void withoutScripts() {
        context.close();
        open(Shared.SIGNED_IN, 1440, ColorScheme.LIGHT, false);
    }

    /** The browser of the test, with its cookies. */
    protected BrowserContext context() {
        return context;
    }

    /** Signs in on the way to a path, in a session of the test's own. */
    protected void signIn(String path) {
        go(path);
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(RunningLedger.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(LEDGER.address(path));
    }

    private void open(@Nullable String state, int width, ColorScheme scheme, boolean scripts) {
        context = Shared.BROWSER.newContext(new Browser.NewContextOptions().setStorageState(state).setViewportSize(width, HEIGHT)
                .setColorScheme(scheme).setJavaScriptEnabled(scripts).setLocale("en-US").setTimezoneId("America/New_York"));
        context.setDefaultTimeout(10_000);
        page = context.newPage();
        watch(page);
        context.onPage(this::watch);
    }

    private void watch(Page watched) {
        watched.onConsoleMessage(message -> {
            if (message.type().equals("error") && !(failuresExpected && message.text().startsWith("Failed to load resource"))) {
                complaints.add(message.text());
            }
        });
        watched.onPageError(complaints::add);
        watched.onRequest(request -> {
            URI asked = URI.create(request.url());
            if (!"localhost".equals(asked.getHost()) && !"data".equals(asked.getScheme()) && !"blob".equals(asked.getScheme())) {
                complaints.add("asks another host: " + request.url());
            }
        });
    }

    @AfterEach
    void closePage() {
        context.close();
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

    /** What axe finds against the page as it is now. */
    protected void assertAccessible(String what) {
        List<Rule> violations = new AxeBuilder(page).withTags(STANDARDS).analyze().getViolations();
        assertThat(violations.stream().map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList())).as("axe on " + what).isEmpty();
    }

    /** Shows a path at three widths, light and dark: axe finds nothing, nothing sticks out sideways, and a picture of each is kept. */
    protected void assertGoodInEveryWay(String path, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            go(path);
            for (int width : WIDTHS) {
                page.setViewportSize(width, HEIGHT);
                String way = name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as(way + " is wider than the window by").isEqualTo(0);
                // Axe is the slow part: both schemes and both extremes of width, but not all of them together.
                if (width == (scheme == ColorScheme.LIGHT ? 1440 : 360)) {
                    assertAccessible(way);
                }
                screenshot(way);
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1440, HEIGHT);
    }

    /** Keeps a picture of the whole page in {@code target/screenshots}. */
    protected void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Presses Tab until the element that matches has the focus, as someone without a mouse does. */
    protected void tabTo(String selector) {
        for (int i = 0; i < 120; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + selector);
    }
}
