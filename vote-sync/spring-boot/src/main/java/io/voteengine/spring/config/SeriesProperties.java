package io.voteengine.spring.config;

import io.voteengine.Poll;
import io.voteengine.poll.Schedule;
import io.voteengine.poll.Series;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A series of polls.
 *
 * @param every How often a poll begins.
 * @param on Day on which a week begins.
 * @param at Local time at which a poll begins and the one before ends.
 * @param zone Time zone, such as Europe/Lisbon. Required.
 * @param ahead Number of polls that are created ahead, 1 to 100; 1 if not set.
 * @param rules Rules of each poll, without opening hours.
 */
public record SeriesProperties(
    @DefaultValue("DAY") Every every,
    @DefaultValue("MONDAY") DayOfWeek on,
    @DefaultValue("00:00") LocalTime at,
    @Nullable String zone,
    @Nullable Integer ahead,
    @DefaultValue PollProperties rules) {

  /** How often a poll begins. */
  public enum Every {
    /** Each day. */
    DAY,
    /** Each week. */
    WEEK
  }

  /** Returns the series of a name. */
  Series series(String property, String name) {
    ZoneId[] known = new ZoneId[1];
    Option.set(
        property + ".zone",
        Option.required(property + ".zone", zone),
        id -> known[0] = Series.zone(id));
    Schedule schedule = every == Every.DAY ? Schedule.everyDay(at) : Schedule.everyWeek(on, at);
    Series[] series = new Series[1];
    Option.set(property, name, value -> series[0] = Series.of(value, schedule, known[0]));
    Poll poll = rules.poll(property + ".rules", name);
    Option.set(property + ".rules", poll, value -> series[0] = series[0].rules(any -> value));
    Option.set(property + ".ahead", ahead, value -> series[0] = series[0].ahead(value));
    return series[0];
  }
}
