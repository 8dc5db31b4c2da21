package io.voteengine.examples.board.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The items of the boards, in the site's own table. */
@Repository
public class Items {
  private static final String COLUMNS = "board, item_key, title, tagline, maker, posted_at";

  private final JdbcClient jdbc;

  Items(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Returns the items of a board.
   *
   * @param board the board
   * @return the oldest first
   */
  public List<Item> of(String board) {
    return jdbc.sql(
            "SELECT " + COLUMNS + " FROM board_item WHERE board = ? ORDER BY posted_at, item_key")
        .param(board)
        .query((row, number) -> item(row))
        .list();
  }

  /**
   * Adds an item, unless there is one of this key.
   *
   * @param item the item
   * @return whether it is new
   */
  public boolean add(Item item) {
    try {
      return jdbc.sql("INSERT INTO board_item (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)")
              .params(
                  item.board(),
                  item.key(),
                  item.title(),
                  item.tagline(),
                  item.maker(),
                  OffsetDateTime.ofInstant(item.postedAt(), ZoneOffset.UTC))
              .update()
          == 1;
    } catch (DuplicateKeyException e) {
      return false; // Another node was faster.
    }
  }

  private static Item item(ResultSet row) throws SQLException {
    Instant postedAt = row.getObject("posted_at", OffsetDateTime.class).toInstant();
    return new Item(
        row.getString("board"),
        row.getString("item_key"),
        row.getString("title"),
        row.getString("tagline"),
        row.getString("maker"),
        postedAt);
  }
}
