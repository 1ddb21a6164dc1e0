#!/bin/sh
# Starts a Request Tracker 5 of its own on the loopback, for the tests.
#
#   request_tracker.sh install         the Debian packages, where they are missing (root)
#   request_tracker.sh start DIR PORT  database, settings and logs in DIR; stays in the foreground
#
# The packaged database is copied, so neither it nor /etc is touched. When it answers, DIR/token has
# a token for the REST interface, and DIR/password is the password of the user root.
set -eu

CONFIG=RT_SiteConfig.pm
SERVER=/usr/share/request-tracker5/libexec/rt-server
DATABASE=/var/lib/dbconfig-common/sqlite3/request-tracker5/rtdb

install_packages() {
    test -x "$SERVER" && test -e "$DATABASE" && return 0
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        request-tracker5 rt5-db-sqlite rt5-standalone
}

configure() {
    cat > "$1/$CONFIG" <<C
Set(\$rtname, 'jawab.test');
Set(\$Organization, 'jawab.test');
Set(\$Timezone, 'UTC');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $2);
Set(\$WebPath, '');
Set(\$WebBaseURL, 'http://127.0.0.1:$2');
Set(\$WebURL, 'http://127.0.0.1:$2/');
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, '$1/rtdb');
Set(\$LogToSyslog, undef);
Set(\$LogToSTDERR, 'error');
Set(\$MailCommand, 'testfile');
Set(\$RestrictReferrer, 0);
Set(\$WebSessionClass, 'Apache::Session::File');
1;
C
}

seed() {
    cd "$1"
    perl - <<'P'
use lib '/usr/local/share/request-tracker5/lib', '/usr/share/request-tracker5/lib';
use RT -init;
my $system = RT->SystemUser;
my $root = RT::User->new($system);
$root->Load('root');
my $password = 'only-for-tests-' . $$;
$root->SetPassword($password);
my (undef, undef, $token) = RT::AuthToken->new($system)->Create(
    Owner => $root->id, Description => 'tests');
my $class = RT::Class->new($system);
$class->Create(Name => 'Support replies');
for my $field (['Body', 'Text'], ['Locale', 'Freeform'], ['Source key', 'Freeform'],
               ['Source hash', 'Freeform']) {
    my $custom = RT::CustomField->new($system);
    $custom->Create(Name => $field->[0], Type => $field->[1], MaxValues => 1,
                    LookupType => 'RT::Class-RT::Article');
    $custom->AddToObject($class);
}
$class->AddToObject(RT->System);
for (['token', $token], ['password', $password]) {
    open(my $file, '>', $_->[0]) or die;
    print $file $_->[1];
    close $file;
}
P
}

case "${1:-}" in
install)
    install_packages
    ;;
start)
    umask 077
    mkdir -p "$2"
    test -e "$2/rtdb" || cp "$DATABASE" "$2/rtdb"
    configure "$2" "$3"
    export RT_SITE_CONFIG="$2/$CONFIG" RT_SITE_CONFIG_DIR="$2/none"
    test -s "$2/token" || seed "$2"
    exec "$SERVER" --host 127.0.0.1 --port "$3" --max-workers 2
    ;;
*)
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
