package org.zonekeeper.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void processes_of_one_main_class_and_class_path_share_an_archive() {
    List<String> flags = ClassArchive.sharedFlags(MAIN, "a.jar", List.of("-Xmx1g"));
    assertThat(flags)
        .contains("-XX:+AutoCreateSharedArchive")
        .anyMatch(flag -> flag.startsWith("-XX:SharedArchiveFile=" + directory.resolve(MAIN)));
    assertThat(ClassArchive.sharedFlags(MAIN, "a.jar", List.of())).isEqualTo(flags);
    assertThat(ClassArchive.sharedFlags(MAIN, "b.jar", List.of())).isNotEqualTo(flags);
    assertThat(ClassArchive.sharedFlags("Other", "a.jar", List.of())).isNotEqualTo(flags);
  }

  @Test
  void none_is_shared_unasked_or_where_there_is_another_or_cannot_be_one() {
    assertThat(ClassArchive.sharedFlags(MAIN, "a.jar", List.of("-XX:SharedArchiveFile=x")))
        .isEmpty();
    assertThat(ClassArchive.sharedFlags(MAIN, "a.jar", List.of("-javaagent:x.jar"))).isEmpty();
    assertThat(ClassArchive.sharedFlags(MAIN, "a.jar:" + directory, List.of())).isEmpty();
    System.clearProperty(ClassArchive.SHARED_IN_PROPERTY);
    assertThat(ClassArchive.sharedFlags(MAIN, "a.jar", List.of())).isEmpty();
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
