package org.zonekeeper.simulators.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactFileTest {
  @TempDir private Path directory;

  @Test
  void the_sample_has_five_hundred_contacts_and_no_fault() {
    ContactList sample = ContactFile.sample();

    assertThat(sample.contacts()).hasSize(500);
    assertThat(sample.broken()).isEmpty();
    assertThat(sample.meanTalkSeconds()).isBetween(200.0, 350.0);
    assertThat(sample.contacts().getFirst().reference()).isEqualTo("bank-000001");
  }

  @Test
  void columns_may_stand_in_any_order_among_others() throws IOException {
    ContactList list = read("age;y;previous;campaign;duration\n41;yes;3;2;61\n");

    assertThat(list.contacts()).containsExactly(new Contact("list-000001", 61, 2, 3, true));
  }

  @Test
  void broken_lines_are_told_one_by_one_and_the_good_ones_used() throws IOException {
    ContactList list =
        read(
            """
            duration;campaign;previous;y
            261;1;0;no
            long;1;0;no
            149;0;0;no
            149;1;0
            149;1;0;perhaps

            226;2;0;yes
            """);

    assertThat(list.contacts())
        .containsExactly(
            new Contact("list-000001", 261, 1, 0, false),
            new Contact("list-000006", 226, 2, 0, true));
    assertThat(list.broken())
        .extracting(BrokenLine::toString)
        .containsExactly(
            "list.csv:3: duration is 'long'; allowed: a whole number from 0 to 86400",
            "list.csv:4: campaign is '0'; allowed: a whole number from 1 to 1000",
            "list.csv:5: it has 3 cells; allowed: 4 cells, as the header",
            "list.csv:6: y is 'perhaps'; allowed: yes, no, 1 or 0");
  }

  @Test
  void an_open_quote_breaks_its_line_only_for_what_follows() throws IOException {
    ContactList list = read("duration;campaign;previous;y\n261;1;0;no\n\"261;1;0;no\n");

    assertThat(list.contacts()).hasSize(1);
    assertThat(list.broken()).singleElement().extracting(BrokenLine::line).isEqualTo(3L);
  }

  @Test
  void a_missing_column_refuses_the_file() {
    assertThatThrownBy(() -> read("duration,campaign,previous,y\n1,1,1,no\n"))
        .isInstanceOf(UnusableContactsException.class)
        .hasMessageContaining("lacks the column(s) duration, campaign, previous, y")
        .hasMessageContaining("separated by semicolons");
  }

  @Test
  void a_file_without_a_usable_line_is_refused_with_its_first_fault() {
    assertThatThrownBy(() -> read("duration;campaign;previous;y\n-1;1;1;no\n"))
        .isInstanceOf(UnusableContactsException.class)
        .hasMessageContaining("no usable line")
        .hasMessageContaining("list.csv:2: duration is '-1'");
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(UnusableContactsException.class)
        .hasMessageContaining("no usable line");
  }

  @Test
  void a_file_is_named_in_references_and_a_missing_one_in_the_error() throws IOException {
    Path file = directory.resolve("spring loans.csv");
    Files.writeString(file, "duration;campaign;previous;y\n261;1;0;no\n");

    assertThat(ContactFile.read(file).contacts().getFirst().reference())
        .isEqualTo("spring-loans-000001");
    assertThatThrownBy(() -> ContactFile.read(directory.resolve("absent.csv")))
        .isInstanceOf(UnusableContactsException.class)
        .hasMessageContaining("absent.csv");
  }

  private static ContactList read(String text) throws IOException {
    return ContactFile.read(new StringReader(text), "list.csv", "list");
  }
}
