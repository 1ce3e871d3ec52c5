package org.zonekeeper.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  private static final String MAIN = "org.example.Main";

  @TempDir private Path directory;

  @BeforeEach
  void share() {
    System.setProperty(ClassArchive.SHARED_IN_PROPERTY, directory.toString());
  }

  @AfterEach
  void shareNothing() {
    System.clearProperty(ClassArchive.SHARED_IN_PROPERTY);
  }

  @Test
  void one_of_a_kind_makes_the_archive_when_it_ends_and_the_others_use_it() throws IOException {
    SharedArchive first = archiveOf("a.jar", MAIN);
    assertThat(first.isMade()).isTrue();
    assertThat(archiveOf("a.jar", MAIN).isMade()).isFalse();
    assertThat(archiveOf("a.jar", MAIN).flags()).noneMatch(flag -> flag.contains("Archive"));

    Path made = made(first);
    Files.createFile(made);
    first.ended(143);
    assertThat(made).doesNotExist();
    assertThat(archiveOf("a.jar", MAIN).isMade()).isFalse();
    assertThat(archiveOf("a.jar", MAIN).flags())
        .anyMatch(flag -> flag.startsWith("-XX:SharedArchiveFile=" + directory.resolve(MAIN)));
  }

  @Test
  void what_a_killed_one_leaves_is_no_archive_and_the_next_one_makes_it() throws IOException {
    SharedArchive killed = archiveOf("a.jar", MAIN);
    Files.createFile(made(killed));
    killed.ended(137);
    assertThat(directory).isEmptyDirectory();
    SharedArchive next = archiveOf("a.jar", MAIN);
    assertThat(next.isMade()).isTrue();
    next.notStarted();
    assertThat(archiveOf("a.jar", MAIN).isMade()).isTrue();
  }

  @Test
  void each_class_path_and_each_command_has_one() {
    assertThat(
            Stream.of(
                    archiveOf("a.jar", MAIN, "run", "gateway", "--port", "0"),
                    archiveOf("a.jar", MAIN, "run", "gateway", "--port", "1"),
                    archiveOf("a.jar", MAIN, "run", "recorder", "--port", "0"),
                    archiveOf("b.jar", MAIN, "run", "recorder", "--port", "0"),
                    archiveOf("a.jar", "Other", "/tmp/a"),
                    archiveOf("a.jar", "Other", "/tmp/b"))
                .map(SharedArchive::isMade))
        .containsExactly(true, false, true, true, true, false);
  }

  @Test
  void none_is_shared_unasked_or_where_there_is_another_or_cannot_be_one() {
    assertThat(ClassArchive.shared(List.of(MAIN), "a.jar", List.of("-XX:SharedArchiveFile=x")))
        .isEmpty();
    assertThat(ClassArchive.shared(List.of(MAIN), "a.jar", List.of("-javaagent:x.jar"))).isEmpty();
    assertThat(ClassArchive.shared(List.of(MAIN), "a.jar:" + directory, List.of())).isEmpty();
    System.clearProperty(ClassArchive.SHARED_IN_PROPERTY);
    assertThat(ClassArchive.shared(List.of(MAIN), "a.jar", List.of())).isEmpty();
  }

  private static SharedArchive archiveOf(String classPath, String... mainAndArguments) {
    return ClassArchive.shared(List.of(mainAndArguments), classPath, List.of("-Xmx1g"))
        .orElseThrow();
  }

  private static Path made(SharedArchive archive) {
    String flag = "-XX:ArchiveClassesAtExit=";
    return archive.flags().stream()
        .filter(one -> one.startsWith(flag))
        .map(one -> Path.of(one.substring(flag.length())))
        .findAny()
        .orElseThrow();
  }

  @Test
  void a_child_has_no_directory_of_tests_unless_its_class_is_there() throws IOException {
    Path tests = Files.createDirectories(directory.resolve("test-classes/org/example"));
    Files.createFile(tests.resolve("Main.class"));
    String path = "a.jar" + File.pathSeparator + directory.resolve("test-classes");

    assertThat(ClassArchive.withoutTests(path, MAIN)).isEqualTo(path);
    assertThat(ClassArchive.withoutTests(path, "org.example.Other")).isEqualTo("a.jar");
  }
}
