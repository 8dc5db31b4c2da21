-- The site's own data: what people vote on. VoteEngine knows the keys only.
CREATE TABLE IF NOT EXISTS board_item (
  board VARCHAR(40) NOT NULL,
  item_key VARCHAR(64) NOT NULL,
  title VARCHAR(120) NOT NULL,
  tagline VARCHAR(200) NOT NULL,
  maker VARCHAR(64) NOT NULL,
  posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (board, item_key)
);

-- Which songs of the jam queue have played, one after another.
CREATE TABLE IF NOT EXISTS jam_play (
  play_number BIGINT NOT NULL PRIMARY KEY,
  item_key VARCHAR(64) NOT NULL UNIQUE,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL
);
