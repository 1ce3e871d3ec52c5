package org.zonekeeper.cluster.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An archive of the classes that a process has loaded, for others of its kind: they start a fifth
 * sooner, and what they do for the first time costs them less. Made by a process that ends in good
 * order. Immutable; any thread.
 *
 * @param file the archive; a JVM that finds none or another's does without
 */
public record ClassArchive(Path file) {
  /**
   * System property with a directory in which child processes of the same program and class path
   * share an archive, see {@link SharedArchive}. Nothing is shared unless it is set. For many short
   * runs, such as the system tests.
   */
  public static final String SHARED_IN_PROPERTY = "zonekeeper.class.archives";

  /** A command has two words at most, as in "Zonekeeper run agent-manager". */
  private static final int MOST_WORDS = 3;

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.$-]*");

  /** What an archive of its own is made or used by, and what rules one out. */
  private static final Predicate<String> HAVE_OWN =
      Pattern.compile("-XX:(SharedArchiveFile|ArchiveClassesAtExit)=|-javaagent:").asPredicate();

  /**
   * Whether this JVM's class path, which child processes have as well, lets an archive be made: it
   * must consist of jars. That of tests has directories.
   */
  public static boolean isPossible() {
    return isPossible(System.getProperty("java.class.path"));
  }

  private static boolean isPossible(String classPath) {
    return entries(classPath).noneMatch(entry -> Files.isDirectory(Path.of(entry)));
  }

  /**
   * The archive that a child process shares with others of its kind; empty where nothing is shared,
   * or nothing can be.
   *
   * @param mainAndArguments its main class and what follows; each command has an archive of its own
   * @param flags that it has already
   */
  static Optional<SharedArchive> shared(
      List<String> mainAndArguments, String classPath, List<String> flags) {
    String directory = System.getProperty(SHARED_IN_PROPERTY);
    if (directory == null || !isPossible(classPath) || flags.stream().anyMatch(HAVE_OWN)) {
      return Optional.empty();
    }
    return Optional.of(
        SharedArchive.at(sharedFile(directory, program(mainAndArguments), classPath)));
  }

  /**
   * Of children with this JVM's class path: the one that runs share where archives are shared, or
   * else the run's own.
   *
   * @param name of the shared one
   * @param own where that of the run is
   */
  public static ClassArchive sharedOr(String name, Path own) {
    String directory = System.getProperty(SHARED_IN_PROPERTY);
    return new ClassArchive(
        directory == null
            ? own
            : sharedFile(directory, name, System.getProperty("java.class.path")));
  }

  private static Path sharedFile(String directory, String name, String classPath) {
    // One of another JVM or of other jars cannot be used, and would never be made anew.
    String kind =
        entries(classPath)
            .map(entry -> entry + new File(entry).lastModified())
            .collect(Collectors.joining(File.pathSeparator, Runtime.version().toString(), ""));
    return Path.of(directory).resolve("%s-%08x.jsa".formatted(name, kind.hashCode()));
  }

  private static String program(List<String> mainAndArguments) {
    return mainAndArguments.stream()
        .limit(MOST_WORDS)
        .takeWhile(word -> WORD.matcher(word).matches())
        .collect(Collectors.joining("-"));
  }

  /**
   * Where archives are shared, the class path without the directories of tests, unless the class is
   * in one of them.
   */
  static String withoutTests(String classPath, String mainClass) {
    if (System.getProperty(SHARED_IN_PROPERTY) == null) {
      return classPath;
    }
    String file = mainClass.replace('.', '/') + ".class";
    return entries(classPath)
        .filter(
            entry ->
                !Path.of(entry).endsWith("test-classes")
                    || Files.exists(Path.of(entry).resolve(file)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<String> entries(String classPath) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(classPath);
  }

  /** For the process that makes it, when it ends. It cannot have a Java agent. */
  public List<String> recordFlags() {
    return List.of("-XX:ArchiveClassesAtExit=" + file);
  }

  /** For the processes that use it. */
  public List<String> useFlags() {
    return List.of("-XX:SharedArchiveFile=" + file);
  }
}
