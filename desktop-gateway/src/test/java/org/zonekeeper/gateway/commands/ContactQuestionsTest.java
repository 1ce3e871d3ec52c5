package org.zonekeeper.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.contact.JdbcContactStore;
import org.zonekeeper.gateway.session.AgentSession;

/** Questions about a contact that the read model may not have yet. */
class ContactQuestionsTest {
  private final AtomicBoolean behind = new AtomicBoolean(true);
  private final ContactLanes lanes =
      new ContactLanes(
          () -> new JdbcContactStore("jdbc:h2:mem:nobody", new Properties(), Duration.ofSeconds(1)),
          1,
          Duration.ofSeconds(1),
          Runnable::run);
  private final ContactQuestions questions = new ContactQuestions(lanes, behind::get);
  private final AgentSession session = LargestFramesTest.asker("s-1");
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void close() {
    lanes.close();
  }

  @Test
  void waitForTheReadModelInTheirOrder() {
    questions.later(session, () -> asked.add("first"));
    questions.later(session, () -> asked.add("second"));
    questions.tick(ContactQuestions.LONGEST_WAIT_MS - 1);
    assertThat(asked).isEmpty();

    behind.set(false);
    questions.tick(ContactQuestions.LONGEST_WAIT_MS - 1);
    assertThat(asked).containsExactly("first", "second");
  }

  @Test
  void waitNoLongerThanThat() {
    questions.later(session, () -> asked.add("question"));
    questions.tick(ContactQuestions.LONGEST_WAIT_MS);

    assertThat(asked).containsExactly("question");
    assertThat(questions.areAhead()).isTrue();
  }

  @Test
  void countAsOpenWhileTheyWait() {
    for (int i = 0; i < ContactQuestions.MOST_OPEN; i++) {
      assertThat(questions.areTooMany(session)).isFalse();
      questions.later(session, () -> {});
    }
    assertThat(questions.areTooMany(session)).isTrue();

    behind.set(false);
    questions.tick(0);
    assertThat(questions.areTooMany(session)).isFalse();
  }
}
