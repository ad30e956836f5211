package org.authorityledger.documents.text;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text of an HTML page as a reader sees it: a line for each block, row and break, a gap between cells. */
final class HtmlText {

    private static final Set<String> UNSEEN = Set.of("script", "style", "title", "head");

    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n\\f]+");

    private HtmlText() {}

    static String of(String html) {
        Document page = Jsoup.parse(html);
        StringBuilder text = new StringBuilder(html.length() / 2);
        page.body().traverse(new Writer(text));
        return text.toString().strip();
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder text;

        Writer(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                write(words);
            } else if (node instanceof Element element) {
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
            if (node instanceof Element element && element.isBlock() && !cell(element)) {
                line();
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
