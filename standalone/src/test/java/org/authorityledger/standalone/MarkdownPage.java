package org.authorityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documents, as the tests that keep them true read it. */
record MarkdownPage(Path path, List<String> lines) {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]*)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final String FENCE = "```";

    /** A fenced block: its language, the line of its opening fence (from 0) and what is in it. */
    record Block(String language, int line, List<String> lines) {}

    static MarkdownPage read(String path) {
        try {
            return new MarkdownPage(Repository.ROOT.resolve(path), Files.readAllLines(Repository.ROOT.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page of the repository. */
    static List<MarkdownPage> all() {
        return Repository.files().stream().filter(file -> file.toString().endsWith(".md"))
                .map(file -> read(Repository.ROOT.relativize(file).toString())).toList();
    }

    String name() {
        return Repository.ROOT.relativize(path).toString();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).equals(FENCE)) {
                    end++;
                }
                blocks.add(new Block(lines.get(i).substring(FENCE.length()), i, lines.subList(i + 1, end)));
                i = end;
            }
        }
        return blocks;
    }

    /** The lines outside of fenced blocks. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            boolean fence = line.startsWith(FENCE);
            if (!fence && !fenced) {
                prose.add(line);
            }
            fenced = fence != fenced;
        }
        return prose;
    }

    /** Where its links lead, as written; a link may be broken by the end of a line within its words. */
    List<String> links() {
        Matcher link = LINK.matcher(String.join("\n", prose()));
        return link.results().map(found -> found.group(1)).toList();
    }

    /** What a link to one of its headings may end with, as GitHub makes it of the heading. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                anchors.add(heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
            }
        }
        return anchors;
    }
}
