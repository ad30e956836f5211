package org.authorityledger.documents.text;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The text of an HTML page as a reader sees it: a line for each block, row and break, a gap between cells. Words that are struck out do not stand;
 * the text says {@value #STRUCK} in their place.
 */
final class HtmlText {

    private static final Set<String> UNSEEN = Set.of("script", "style", "title", "head");

    /** In the place of words that are struck out. */
    static final String STRUCK = "[struck out]";

    private static final Set<String> STRIKES = Set.of("s", "strike", "del");
    private static final Pattern STRUCK_STYLE = Pattern.compile("(?i)text-decoration[a-z-]*\\s*:[^;]*line-through");
    private static final Pattern STRUCK_CLASS = Pattern
            .compile("(?i)\\.([\\w-]{1,80})\\s{0,20}\\{[^}]{0,2000}text-decoration[a-z-]{0,20}\\s{0,20}:[^;}]{0,80}line-through");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n\\f]+");

    private HtmlText() {}

    static String of(String html) {
        Document page = Jsoup.parse(html);
        StringBuilder text = new StringBuilder(html.length() / 2);
        page.body().traverse(new Writer(text, struckClasses(page)));
        return text.toString().strip();
    }

    private static Set<String> struckClasses(Document page) {
        Set<String> classes = new HashSet<>();
        for (Element style : page.getElementsByTag("style")) {
            Matcher struck = STRUCK_CLASS.matcher(style.data());
            while (struck.find()) {
                classes.add(struck.group(1));
            }
        }
        return classes;
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder text;
        private final Set<String> struckClasses;
        private int struck;

        Writer(StringBuilder text, Set<String> struckClasses) {
            this.text = text;
            this.struckClasses = struckClasses;
        }

        private boolean strikes(Element element) {
            return STRIKES.contains(element.normalName()) || STRUCK_STYLE.matcher(element.attr("style")).find()
                    || !struckClasses.isEmpty() && element.classNames().stream().anyMatch(struckClasses::contains);
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                write(words);
            } else if (node instanceof Element element) {
                struck += strikes(element) ? 1 : 0;
                if (element.normalName().equals("br") || element.normalName().equals("hr")) {
                    text.append('\n');
                } else if (element.isBlock() && !cell(element)) {
                    line();
                } else if (cell(element) && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                    text.append("  ");
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                struck -= strikes(element) ? 1 : 0;
                if (element.isBlock() && !cell(element)) {
                    line();
                }
            }
        }

        private static boolean cell(Element element) {
            return element.normalName().equals("td") || element.normalName().equals("th");
        }

        private void write(TextNode words) {
            Node parent = words.parent();
            if (parent != null && UNSEEN.contains(parent.normalName())) {
                return;
            }
            if (struck > 0) {
                boolean again = text.substring(Math.max(0, text.length() - STRUCK.length())).equals(STRUCK);
                text.append(words.isBlank() || again ? "" : STRUCK);
                return;
            }
            if (parent != null && inPre(words)) {
                text.append(words.getWholeText());
                return;
            }
            String plain = SPACES.matcher(words.getWholeText()).replaceAll(" ");
            boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
            text.append(atStart ? plain.stripLeading() : plain);
        }

        private static boolean inPre(Node node) {
            for (Node up = node.parent(); up != null; up = up.parent()) {
                if (up.normalName().equals("pre")) {
                    return true;
                }
            }
            return false;
        }

        private void line() {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
        }
    }
}
