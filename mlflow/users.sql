-- The second database, of users and permissions.
CREATE DATABASE users;
