package org.authorityledger.pages.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Remark;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * The glossary of the repository, packed as it is, as sections of terms. Each term is an anchor, so that pages lead to what they say. A term that
 * stands in several sections has as many anchors: a refusal leads to the row about the refusal. Templates know it as {@code glossary}.
 */
public final class Glossary {

    /** The path of its page. */
    public static final String PATH = "/glossary";
    static final String REASONS = "Reasons of a check, and causes of an end";
    static final String REMARKS = "Remarks on an answer";
    static final List<String> PROBLEMS = List.of("Refusals of commands", "Other problems");

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();
    /** Of a cell with several terms: not the commas within parentheses. */
    private static final Pattern COMMA = Pattern.compile(",\\s+(?![^(]*\\))");
    private static final Pattern ASIDE = Pattern.compile("\\s*\\([^)]*\\)|\\s*†");
    private static final Pattern SAYS_ITS_NUMBER = Pattern.compile("(ADR )?\\d+");

    private final String intro;
    private final List<Section> sections;
    /** By section, and in it by term in lower case. */
    private final Map<String, Map<String, String>> anchors = new HashMap<>();

    /**
     * What stands under one heading.
     *
     * @param id the anchor of the heading, as other documents link to it
     */
    public record Section(String id, String title, List<Part> parts) {}

    /**
     * A paragraph or a table.
     *
     * @param html what stands there; null: a table
     * @param headings the heads of the columns; empty: a paragraph
     */
    public record Part(@Nullable String html, List<String> headings, List<Row> rows) {}

    /**
     * One row of a table.
     *
     * @param anchors of its terms, in order; the first is that of the row
     * @param cells as HTML
     * @param text all of it, in lower case, for the filter
     */
    public record Row(List<String> anchors, List<String> cells, String text) {

        boolean has(List<String> words) {
            return words.stream().allMatch(text::contains);
        }
    }

    private Glossary(String markdown) {
        List<Section> read = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        IdGenerator headings = IdGenerator.builder().build();
        Set<String> given = new HashSet<>();
        Node parsed = PARSER.parse(markdown);
        parsed.accept(new WithinThePage());
        for (Node node = parsed.getFirstChild(); node != null;) {
            Node next = node.getNext();
            if (node instanceof Heading heading) {
                String title = Words.of(heading);
                if (heading.getLevel() > 1) {
                    read.add(new Section(headings.generateId(title), title, new ArrayList<>()));
                }
            } else if (read.isEmpty()) {
                before.append(HTML.render(node));
            } else {
                Section section = read.getLast();
                section.parts().add(node instanceof TableBlock table
                        ? table(table, section, given)
                        : new Part(HTML.render(node), List.of(), List.of()));
            }
            node = next;
        }
        this.intro = before.toString();
        this.sections = List.copyOf(read);
    }

    /** The one that is packed with the pages. */
    static Glossary packed() {
        try (InputStream file = Glossary.class.getResourceAsStream("/help/GLOSSARY.md")) {
            if (file == null) {
                throw new IllegalStateException("the glossary was not packed with the pages");
            }
            return new Glossary(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Glossary of(String markdown) {
        return new Glossary(markdown);
    }

    /** What stands before the first section, as HTML. */
    public String intro() {
        return intro;
    }

    public List<Section> sections() {
        return sections;
    }

    /** The sections with the rows in which all words of a text stand, in any case; without a text, everything. */
    public List<Section> found(String text) {
        List<String> words = Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty()) {
            return sections;
        }
        return sections.stream()
                .map(section -> new Section(section.id(), section.title(), section.parts().stream()
                        .map(part -> new Part(null, part.headings(), part.rows().stream().filter(row -> row.has(words)).toList()))
                        .filter(part -> !part.rows().isEmpty()).toList()))
                .filter(section -> !section.parts().isEmpty()).toList();
    }

    /** Where a term is explained, by its first row; null: it is not. */
    public @Nullable String term(String term) {
        return sections.stream().map(section -> in(section.title(), term)).filter(found -> found != null).findFirst().orElse(null);
    }

    /** Where it is explained why an authority ends. */
    public @Nullable String cause(EndCause cause) {
        return in(REASONS, cause.name());
    }

    /** Where the reason of an answer is explained. */
    public @Nullable String reason(Reason reason) {
        return in(REASONS, reason.name());
    }

    /** Where a condition of an answer is explained. */
    public @Nullable String remark(Remark.Code code) {
        return in(REMARKS, code.name());
    }

    /** Where the code of a problem, such as a refusal, is explained; null: the status says it all. */
    public @Nullable String problem(String code) {
        return PROBLEMS.stream().map(section -> in(section, code)).filter(found -> found != null).findFirst().orElse(null);
    }

    private @Nullable String in(String section, String term) {
        String anchor = anchors.getOrDefault(section, Map.of()).get(term.toLowerCase(Locale.ROOT));
        return anchor == null ? null : PATH + "#" + anchor;
    }

    private Part table(TableBlock table, Section section, Set<String> given) {
        List<String> headings = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (part instanceof TableHead) {
                    each(row).forEach(cell -> headings.add(HTML.render(children(cell))));
                } else if (part instanceof TableBody) {
                    rows.add(row(row, section, given));
                }
            }
        }
        return new Part(null, List.copyOf(headings), List.copyOf(rows));
    }

    private Row row(Node row, Section section, Set<String> given) {
        List<Document> cells = each(row).stream().map(Glossary::children).toList();
        Map<String, String> within = anchors.computeIfAbsent(section.title(), title -> new HashMap<>());
        List<String> ids = new ArrayList<>();
        for (String term : COMMA.split(Words.of(cells.getFirst()))) {
            String plain = ASIDE.matcher(term).replaceAll("").strip();
            String anchor = "term-" + plain.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
            String free = anchor;
            for (int n = 2; !given.add(free); n++) {
                free = anchor + "-" + n;
            }
            ids.add(free);
            within.putIfAbsent(plain.toLowerCase(Locale.ROOT), free);
        }
        return new Row(List.copyOf(ids), cells.stream().map(HTML::render).toList(),
                String.join(" ", cells.stream().map(Words::of).toList()).toLowerCase(Locale.ROOT));
    }

    private static List<Node> each(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    /** What is within a block, without the block. */
    private static Document children(Node block) {
        Document document = new Document();
        each(block).forEach(document::appendChild);
        return document;
    }

    /** The words of a node, without what marks them. */
    private static final class Words extends AbstractVisitor {

        private final StringBuilder words = new StringBuilder();

        static String of(Node node) {
            Words all = new Words();
            node.accept(all);
            return all.words.toString();
        }

        @Override
        public void visit(Text text) {
            words.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            words.append(code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak line) {
            words.append(' ');
        }
    }

    /** A link to another document of the repository becomes its words, and the document's name where the words do not say it. */
    private static final class WithinThePage extends AbstractVisitor {

        @Override
        public void visit(Link link) {
            visitChildren(link);
            String target = link.getDestination();
            if (target.startsWith("#") || target.contains("://")) {
                return;
            }
            String words = Words.of(link).strip();
            if (!SAYS_ITS_NUMBER.matcher(words).matches()) {
                link.insertAfter(new Text(" (" + target.replaceAll("#.*", "") + ")"));
            }
            each(link).forEach(link::insertBefore);
            link.unlink();
        }
    }
}
