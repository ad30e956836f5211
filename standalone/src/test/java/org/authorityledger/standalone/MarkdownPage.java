package org.authorityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documents, as the tests that keep them true read it. */
record MarkdownPage(Path path, List<String> lines) {

    /** The root of the repository: tests run in the directory of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]*)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final String FENCE = "```";

    /** A fenced block: its language, the line of its opening fence (from 0) and what is in it. */
    record Block(String language, int line, List<String> lines) {}

    static MarkdownPage read(String path) {
        try {
            return new MarkdownPage(ROOT.resolve(path), Files.readAllLines(ROOT.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page of the repository. */
    static List<MarkdownPage> all() {
        try (Stream<Path> files = files()) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().map(file -> read(ROOT.relativize(file).toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the repository, without what a build or a running ledger leaves in it. */
    static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean made = name.equals("target") || name.equals("ledger-data") || name.startsWith(".") && !directory.equals(ROOT);
                return made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files.stream();
    }

    String name() {
        return ROOT.relativize(path).toString();
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
