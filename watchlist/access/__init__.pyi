from .accounts import (
    TemporaryPassword as TemporaryPassword,
    facts_of as facts_of,
    is_temporary as is_temporary,
    mark_temporary as mark_temporary,
    record_account_change as record_account_change,
    record_password_set as record_password_set,
    recorded_accounts as recorded_accounts,
)
from .addresses import (
    address_of as address_of,
    is_from_proxy as is_from_proxy,
    network_of as network_of,
    proxies_of as proxies_of,
)
from .allowance import (
    Allowance as Allowance,
    QuotaLeft as QuotaLeft,
    TokenLimits as TokenLimits,
    allow_call as allow_call,
    lines_left as lines_left,
)
from .break_glass import USE_BREAK_GLASS as USE_BREAK_GLASS
from .contract_versions import VERSIONS as VERSIONS, newest_version as newest_version
from .devices import (
    Authenticator as Authenticator,
    PaperCode as PaperCode,
    PaperCodes as PaperCodes,
    key_text as key_text,
)
from .events import (
    BoundaryEvent as BoundaryEvent,
    BoundarySight as BoundarySight,
    OwnToken as OwnToken,
    Requester as Requester,
    awaits_review as awaits_review,
    record_sight as record_sight,
)
from .expired_tokens import drop_expired_tokens as drop_expired_tokens
from .group_roles import ROLE_NAMES as ROLE_NAMES
from .idempotency import (
    AnswerNotKept as AnswerNotKept,
    KeyedCall as KeyedCall,
    KeyUsedOtherwise as KeyUsedOtherwise,
    StillUnderWay as StillUnderWay,
    StoredResponse as StoredResponse,
    abandon as abandon,
    begin_call as begin_call,
    keep_response as keep_response,
    new_call as new_call,
)
from .leaving import (
    Ended as Ended,
    Leaver as Leaver,
    disable_account as disable_account,
    is_kept as is_kept,
    leavers as leavers,
)
from .lock_out import (
    WITH_ADDRESS as WITH_ADDRESS,
    Attempt as Attempt,
    attempt_of as attempt_of,
    begin_attempt as begin_attempt,
    fail_code as fail_code,
    record_log_in as record_log_in,
    record_success as record_success,
    uncount_attempt as uncount_attempt,
)
from .models import IdempotentCall as IdempotentCall, Token as Token
from .page_preferences import (
    DATE_STYLES as DATE_STYLES,
    PagePreference as PagePreference,
    PageStyle as PageStyle,
    language_of as language_of,
    set_page_style as set_page_style,
    shown_as as shown_as,
    shown_day as shown_day,
    shown_instant as shown_instant,
    style_of as style_of,
    time_zones as time_zones,
)
from .policies import (
    LogInPolicy as LogInPolicy,
    ProviderPolicy as ProviderPolicy,
    is_break_glass as is_break_glass,
    log_in_policy as log_in_policy,
    provider_policy as provider_policy,
)
from .probing_detection import (
    AwaitsReview as AwaitsReview,
    count_answers as count_answers,
    count_interactive_answer as count_interactive_answer,
    refuse_awaiting_review as refuse_awaiting_review,
)
from .provider_accounts import (
    ProviderAccount as ProviderAccount,
    comes_by_provider as comes_by_provider,
    link_account as link_account,
    unlink_account as unlink_account,
    user_of as user_of,
)
from .rights import SECOND as SECOND, WORK as WORK, person_with_right as person_with_right
from .roles import GroupChange as GroupChange, grant as grant, make_groups as make_groups, put_into as put_into
from .saved_filters import (
    SavedFilter as SavedFilter,
    forget_filter as forget_filter,
    forget_filters as forget_filters,
    save_filter as save_filter,
)
from .scopes import SCOPES as SCOPES, TokenScope as TokenScope, User as User, open_to as open_to, permitted as permitted
from .sealing import SealUnbroken as SealUnbroken, seal as seal, unseal as unseal
from .second_factor import (
    confirm_authenticator as confirm_authenticator,
    forget_second_factor as forget_second_factor,
    has_second_factor as has_second_factor,
    needs_second_factor as needs_second_factor,
    pending_authenticator as pending_authenticator,
    renew_codes as renew_codes,
    reseal as reseal,
    seconds_of_rest as seconds_of_rest,
    verified_device as verified_device,
)
from .second_pair import (
    AGREED as AGREED,
    PERSON as PERSON,
    REFUSED as REFUSED,
    FourEyesQuerySet as FourEyesQuerySet,
    FourEyesRequest as FourEyesRequest,
    answer_all as answer_all,
    answer_once as answer_once,
)
from .sessions import (
    ADDRESS as ADDRESS,
    BEGAN as BEGAN,
    BROWSER as BROWSER,
    ID_TOKEN as ID_TOKEN,
    PROVIDER_SESSION as PROVIDER_SESSION,
    SEEN as SEEN,
    SYSTEM as SYSTEM,
    OpenSession as OpenSession,
    browser_and_system as browser_and_system,
    end_provider_sessions as end_provider_sessions,
    end_session as end_session,
    end_sessions as end_sessions,
    in_words as in_words,
    open_sessions as open_sessions,
)
from .signals import SIGNALS as SIGNALS, TokenSignal as TokenSignal
from .tokens import (
    LIFETIME as LIFETIME,
    LONGEST_LIFETIME as LONGEST_LIFETIME,
    TEST_SCOPES as TEST_SCOPES,
    issue as issue,
    meanings as meanings,
    note_use as note_use,
    revoke as revoke,
    revoke_all as revoke_all,
    revoke_beyond_rights as revoke_beyond_rights,
    rotate as rotate,
)
from .tries import (
    FamiliarPlace as FamiliarPlace,
    LogInTries as LogInTries,
    forget as forget,
    forget_old_places as forget_old_places,
    forget_old_tries as forget_old_tries,
    forget_places as forget_places,
    limit_of_api_log_ins as limit_of_api_log_ins,
    seconds_to_wait as seconds_to_wait,
    take_try as take_try,
)
from .uses import TokenUse as TokenUse, take_call_back as take_call_back
