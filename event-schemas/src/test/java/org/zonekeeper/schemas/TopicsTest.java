package org.zonekeeper.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.order.AuthoriseDialling;

class TopicsTest {

  @Test
  void takesEveryRecordWithAHeaderAndNoOther() {
    assertThat(Topics.COMMANDS.types()).contains(LogOn.class, CommandBarrier.class);
    assertThat(Topics.FACTS.types()).contains(AttemptStarted.class).doesNotContain(LiveCall.class);
    assertThat(Topics.JOURNAL.types()).contains(CallCompleted.class).doesNotContain(Cause.class);
    assertThat(Topics.ORDERS.types()).contains(AuthoriseDialling.class);
  }

  @ParameterizedTest
  @MethodSource("multiTypeTopics")
  void givesEveryTypeOfATopicTheSameHeader(TopicSpec topic) {
    assertThat(topic.types())
        .extracting(type -> SpecificData.get().getSchema(type))
        .extracting(schema -> schema.getFields().getFirst().schema())
        .extracting(Schema::getFullName)
        .hasSizeGreaterThan(5)
        .containsOnly(
            SpecificData.get()
                .getSchema(topic.types().getFirst())
                .getFields()
                .getFirst()
                .schema()
                .getFullName());
  }

  static TopicSpec[] multiTypeTopics() {
    return new TopicSpec[] {
      Topics.COMMANDS, Topics.FACTS, Topics.JOURNAL, Topics.ORDERS, Topics.RECORDER
    };
  }
}
