package org.zonekeeper.cli.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.avro.Protocol;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.avro.idl.IdlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks the recipe "add an event" of {@code CONTRIBUTING.md}: an event is added to a copy of the
 * contract, and the real sources are compiled against it. The compiler must ask for an answer in
 * each place that has one for every event, and in no other.
 */
class EventRecipeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path CONTRACT = ROOT.resolve("event-schemas/src/main");
  private static final List<String> MODULES =
      List.of("zone-domain", "desktop-gateway", "acr-forwarder", "checker", "audit");

  /** Where every event has its answer. */
  private static final Set<String> PLACES =
      Set.of("Applications", "EventMapping", "RecorderMapping", "Applicable", "EventSentences");

  @TempDir private Path directory;

  @Test
  void shouldAskForTheNewEventInEveryPlaceOfTheRecipe() throws IOException {
    Set<String> asking = new TreeSet<>();
    for (Diagnostic<? extends JavaFileObject> error : errorsWith(generated())) {
      assertThat(error.getMessage(Locale.ENGLISH)).contains("does not cover all possible input");
      asking.add(nameOf(error));
    }
    assertThat(asking).containsExactlyInAnyOrderElementsOf(PLACES);
  }

  @Test
  void shouldNameEveryPlaceInTheRecipe() throws IOException {
    String recipes = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    String recipe = recipes.substring(recipes.indexOf("### Add an event"));
    assertThat(recipe.substring(0, recipe.indexOf("### Add a command"))).contains(PLACES);
  }

  /** The journal's types, with one more. */
  private List<Path> generated() throws IOException {
    Path idl = Files.createDirectory(directory.resolve("avro"));
    try (Stream<Path> files = Files.list(CONTRACT.resolve("avro"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, idl.resolve(file.getFileName()));
      }
    }
    Path journal = idl.resolve("journal.avdl");
    String text = Files.readString(journal);
    int end = text.lastIndexOf('}');
    Files.writeString(
        journal,
        text.substring(0, end)
            + "  /** Added by a test. */\n"
            + "  record KettleBoiled { EventHeader header; string agentId; }\n}\n");
    Protocol protocol = new IdlReader().parse(journal).getProtocol();
    SpecificCompiler compiler = new SpecificCompiler(protocol);
    compiler.setTemplateDir(CONTRACT.resolve("avro-templates") + File.separator);
    compiler.setStringType(StringType.String);
    Path java = directory.resolve("java");
    compiler.compileToDestination(null, java.toFile());
    return sources(java.resolve("org/zonekeeper/schemas/journal"));
  }

  private List<Diagnostic<? extends JavaFileObject>> errorsWith(List<Path> journal)
      throws IOException {
    List<Path> sources = new ArrayList<>(journal);
    for (String module : MODULES) {
      sources.addAll(sources(ROOT.resolve(module).resolve("src/main/java")));
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ENGLISH, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "--should-stop=ifError=FLOW",
              "-nowarn",
              "-Xmaxerrs",
              "1000",
              "-d",
              Files.createDirectory(directory.resolve("classes")).toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      boolean compiled =
          javac
              .getTask(
                  null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as("a new event compiles without an answer anywhere").isFalse();
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .toList();
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String nameOf(Diagnostic<? extends JavaFileObject> error) {
    return Path.of(error.getSource().toUri()).getFileName().toString().replace(".java", "");
  }
}
