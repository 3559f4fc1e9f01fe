// Made from the OpenAPI document by npm run api-types.
export interface paths {
    "/api/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every problem that the API answers with, as JSON or, for a browser, as a page */
        get: operations["ProblemsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One problem: its status, its text in Chinese and English, its parameters */
        get: operations["ProblemsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail and password */
        post: operations["AuthController_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["AuthController_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in person, if any, and what this installation offers */
        get: operations["MeController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/language": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose the language that goes with the account */
        put: operations["MeController_chooseLanguage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/guest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a guest session, which public viewers need for the socket */
        post: operations["MeController_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a second factor is set up */
        get: operations["SecondFactorController_state"];
        /** Begin to set up a second factor: its secret and QR code */
        put: operations["SecondFactorController_enrol"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the second factor with a first code */
        post: operations["SecondFactorController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/deck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project's deck */
        get: operations["DeckController_read"];
        put?: never;
        /** Attach a deck (PDF) to a project */
        post: operations["DeckController_attach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/deck/pages/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of a project's deck as an image */
        get: operations["DeckController_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace: rooms, slots, sessions and where they stand */
        get: operations["DraftController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/placements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Place, move or take out sessions of the workspace */
        post: operations["DraftController_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/sessions/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lock a session to its place, or unlock it */
        put: operations["DraftController_lock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/sessions/{id}/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What placing a session would do, for each room and slot */
        get: operations["DraftController_effects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/sessions/{id}/pitches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A session's running order in the workspace */
        get: operations["DraftController_pitches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/pitches/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Move a project to another session of the workspace */
        put: operations["DraftController_move"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the workspace keeps the rules, with its score */
        get: operations["DraftController_evaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All editions */
        get: operations["EditionController_list"];
        put?: never;
        /** Create an edition */
        post: operations["EditionController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an edition the current one */
        post: operations["EditionController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace the slots of an edition */
        put: operations["EditionController_slots"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the programme rules of an edition */
        put: operations["EditionController_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a room */
        post: operations["EditionController_addRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/rooms/{room}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a room */
        put: operations["EditionController_changeRoom"];
        post?: never;
        /** Remove a room */
        delete: operations["EditionController_removeRoom"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/rooms/{room}/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set when a room is closed */
        put: operations["EditionController_closeRoom"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/people/{person}/unavailability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set when a person is away */
        put: operations["EditionController_away"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/unavailability/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set when the signed-in person is away */
        put: operations["EditionController_mine"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/schedule.xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The published programme as schedule.xml */
        get: operations["ExportController_xml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/schedule.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The published programme as schedule.json */
        get: operations["ExportController_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/programme.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The published programme as a calendar */
        get: operations["ExportController_ics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/day-sheets.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Day sheets for the doors: a page for each room and day */
        get: operations["ExportController_sheets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendars/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A subscribed calendar, by its secret name */
        get: operations["ExportController_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/favourites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects that one has marked as favourites */
        get: operations["FavouriteController_list"];
        /** Mark projects as favourites, beside those that are */
        put: operations["FavouriteController_mark"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/favourites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a project out of the favourites */
        delete: operations["FavouriteController_unmark"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar-feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in person's calendar feeds */
        get: operations["FeedController_list"];
        put?: never;
        /** Create a calendar feed */
        post: operations["FeedController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar-feeds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a calendar feed */
        delete: operations["FeedController_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/projects/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import projects from a workbook or CSV file */
        post: operations["IntakeController_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/projects/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export projects as a workbook or CSV file */
        get: operations["IntakeController_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import sessions from a schedule file */
        post: operations["IntakeController_importSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Group accepted projects into sessions */
        post: operations["IntakeController_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/programme": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The published programme of a day */
        get: operations["ProgrammeController_day"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the projects of the programme */
        get: operations["ProjectController_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One project */
        get: operations["ProjectController_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The current edition's call for projects */
        get: operations["SelectionController_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An edition's call for projects */
        get: operations["SelectionController_callOf"];
        /** Set an edition's call for projects */
        put: operations["SelectionController_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An edition's submissions, with their reviews */
        get: operations["SelectionController_submissions"];
        put?: never;
        /** Submit a project to the call */
        post: operations["SelectionController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept, waitlist or decline submissions */
        post: operations["SelectionController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/my-projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects that the signed-in person submitted */
        get: operations["SelectionController_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/my-pitches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When and where the signed-in person's projects are pitched */
        get: operations["SelectionController_pitches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Review a submission */
        put: operations["SelectionController_review"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirm or withdraw an accepted project */
        put: operations["SelectionController_answer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/solve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a solver run */
        post: operations["TimetableController_solve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/solve-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A solver run and its best solution so far */
        get: operations["TimetableController_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/solve-runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a solver run */
        post: operations["TimetableController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/solve-runs/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adopt a solver run's solution in the workspace */
        post: operations["TimetableController_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/draft/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose a repair after a room or a person drops out */
        post: operations["TimetableController_repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An edition's programme versions, newest first */
        get: operations["VersionController_list"];
        put?: never;
        /** Publish the workspace, now or at a time */
        post: operations["VersionController_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/versions/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The difference of two versions, or of one and the workspace */
        get: operations["VersionController_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/versions/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish an earlier version again */
        post: operations["VersionController_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/editions/{edition}/versions/{id}/call-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a scheduled publication */
        post: operations["VersionController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One session with its pitches */
        get: operations["SessionController_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The state of a session's stage */
        get: operations["StageController_stage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a step: open, next pitch, hold, extend, close, undo */
        post: operations["StageController_step"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/manager": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take over as the stage's manager */
        put: operations["StageController_takeOver"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn the page of the deck on stage */
        put: operations["StageController_page"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set what the audience may do */
        put: operations["StageController_audience"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A way into the media room, or to the broadcast */
        post: operations["StageController_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/presenters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The presenters of a session and where they are */
        get: operations["StageController_presenters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/presenters/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bring a presenter on stage or off it */
        put: operations["StageController_bring"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Leave the stage */
        delete: operations["StageController_leave"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/presenters/{personId}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mute a presenter's microphone */
        post: operations["StageController_mute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Report the state of one's devices in the green room */
        put: operations["StageController_devices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/hands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hands that are raised */
        get: operations["StageController_hands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/hand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Raise one's hand */
        put: operations["StageController_raise"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/hands/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lower a hand */
        delete: operations["StageController_lower"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/banned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people who are banned from a session */
        get: operations["StageController_banned"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stage/banned/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ban a person from a session, or lift the ban */
        put: operations["StageController_ban"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The questions of a session */
        get: operations["QuestionController_list"];
        put?: never;
        /** Ask a question */
        post: operations["QuestionController_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/questions/{id}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Vote for a question */
        put: operations["QuestionController_vote"];
        post?: never;
        /** Take back one's vote for a question */
        delete: operations["QuestionController_unvote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/questions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Highlight, answer or hide a question */
        put: operations["QuestionController_moderate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chat of a session, newest first */
        get: operations["ChatController_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/chat/reported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chat messages that were reported */
        get: operations["ChatController_reported"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/chat/muted/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mute a person in a session's chat, or unmute them */
        put: operations["ChatController_mute"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report a chat message */
        post: operations["ChatController_report"];
        /** Dismiss the reports of a chat message */
        delete: operations["ChatController_dismissReports"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a chat message */
        delete: operations["ChatController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/polls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The polls of a session */
        get: operations["PollController_list"];
        put?: never;
        /** Open a poll */
        post: operations["PollController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/polls/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a poll */
        post: operations["PollController_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/polls/{id}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Vote in a poll */
        put: operations["PollController_vote"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A session's attendance in figures */
        get: operations["AttendanceController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/attendance/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who watched a session, and for how long */
        get: operations["AttendanceController_viewers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/check-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket for the check of camera, microphone and network */
        post: operations["CheckTicketController_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/hall/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The hall's way into the media room */
        post: operations["HallController_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/hall/encoder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where an encoder in the hall sends to */
        post: operations["HallController_encoder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/hall/code.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The QR code for check-in in the hall */
        get: operations["HallController_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/hall/check-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check in to the hall with its code */
        post: operations["HallController_checkIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recording/live.m3u8": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The broadcast's growing HLS playlist */
        get: operations["RecordingController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recording/replay.m3u8": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The replay's HLS playlist */
        get: operations["RecordingController_replay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recording/{part}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One segment of a recording */
        get: operations["RecordingController_segment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recording/session.mp4": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole session as MP4 */
        get: operations["RecordingController_whole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/recording/pitches/{pitchId}.mp4": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One pitch as MP4 */
        get: operations["RecordingController_clip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A session's replay: chapters, captions, files */
        get: operations["ReplayController_replay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/replay/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in a session, message by message */
        get: operations["ReplayController_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/replay/moments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search what was written in a session, with its place in the recording */
        get: operations["ReplayController_moments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/replay/captions/{language}.vtt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A replay's captions in a language */
        get: operations["ReplayController_captions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/replay/captions/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set a replay's captions (WebVTT) */
        put: operations["ReplayController_put"];
        post?: never;
        /** Remove a replay's captions */
        delete: operations["ReplayController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sessions that can be seen again, newest first */
        get: operations["ReplaysController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The table plan of a day */
        get: operations["TablesController_plan"];
        /** Set how many tables there are */
        put: operations["TablesController_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tables/{number}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A table's QR code */
        get: operations["TablesController_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tables/walk-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seat a walk-in at a free table */
        post: operations["TablesController_seat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/check-in/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check in at a table with its code */
        post: operations["TablesController_checkInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meeting-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Meetings of the edition in figures */
        get: operations["TablesController_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Schedule all meetings that wait for a time */
        post: operations["TablesController_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/place-mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Schedule one's own meetings that wait for a time */
        post: operations["TablesController_placeMine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/interests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Express interest in a project */
        post: operations["InterestController_express"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{id}/interests/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in person's interest in a project */
        get: operations["InterestController_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/interests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interests expressed by, or shown to, the signed-in person */
        get: operations["InterestController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/interests/{id}/meeting-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request a meeting */
        post: operations["BookingController_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/free-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Times at which all parties of a meeting are free */
        get: operations["BookingController_freeTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a meeting request */
        post: operations["BookingController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/counter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose another time or place */
        post: operations["BookingController_counter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline a meeting request */
        post: operations["BookingController_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a meeting */
        post: operations["BookingController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/side/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a colleague to one's side of a meeting */
        post: operations["BookingController_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/side/delegate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delegate a meeting to a colleague */
        post: operations["BookingController_delegate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/meeting-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hours in which one takes meetings */
        get: operations["BookingController_hours"];
        /** Set the hours in which one takes meetings */
        put: operations["BookingController_setHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/must-see": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether one has marked a session as a must-see */
        get: operations["BookingController_marked"];
        /** Mark a session as a must-see: no meeting is booked over it */
        put: operations["BookingController_mark"];
        post?: never;
        /** Unmark a must-see session */
        delete: operations["BookingController_unmark"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Block a person: no meetings with them */
        put: operations["BookingController_block"];
        post?: never;
        /** Unblock a person */
        delete: operations["BookingController_unblock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The changes of a meeting's term sheet after a number */
        get: operations["SheetController_sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files of a meeting */
        get: operations["MeetingFilesController_listFiles"];
        put?: never;
        /** Add a file to a meeting */
        post: operations["MeetingFilesController_addFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a meeting */
        get: operations["MeetingFilesController_readFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/side": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The private messages of one's side of a meeting */
        get: operations["SideChannelController_side"];
        put?: never;
        /** Send a private message to one's side of a meeting */
        post: operations["SideChannelController_sendSideMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/interests/{id}/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a negotiation from an interest */
        post: operations["MeetingController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in person's meetings */
        get: operations["MeetingController_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One meeting */
        get: operations["MeetingController_meeting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A meeting as a calendar file */
        get: operations["MeetingController_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket for the meeting's media room */
        post: operations["MeetingController_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a meeting */
        post: operations["MeetingController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/parties/{person}/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Admit a party who waits at the door */
        post: operations["MeetingController_admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/parties/{person}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a party from the meeting */
        post: operations["MeetingController_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/guests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring an organizer or a member of staff into the meeting */
        post: operations["MeetingController_bringIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a meeting's outcome */
        post: operations["MeetingController_outcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/paper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Paper agreements, newest first */
        get: operations["DeskController_list"];
        put?: never;
        /** Log an agreement that was signed on paper, with its scan */
        post: operations["DeskController_log"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/paper/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import paper agreements from a workbook or CSV file */
        post: operations["DeskController_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/paper/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search names of parties */
        get: operations["DeskController_parties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/paper/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries that may be the same agreement */
        get: operations["DeskController_similar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/paper/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify a paper agreement as a second person, which registers it */
        post: operations["DeskController_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/paper/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return a paper agreement for correction */
        post: operations["DeskController_sendBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/follow-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An agreement's milestones and their evidence */
        get: operations["FollowUpController_followUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/milestones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a milestone */
        post: operations["FollowUpController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/{id}/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a milestone as reached */
        post: operations["FollowUpController_reach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attach evidence to a milestone */
        post: operations["FollowUpController_addEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A milestone's evidence */
        get: operations["FollowUpController_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/milestones/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Milestones that are overdue */
        get: operations["FollowUpController_overdue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{id}/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agreements of a meeting */
        get: operations["AgreementController_ofMeeting"];
        put?: never;
        /** Draft an agreement from a meeting */
        post: operations["AgreementController_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in person's agreements */
        get: operations["AgreementController_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One agreement */
        get: operations["AgreementController_agreement"];
        /** Revise a draft, as a new version */
        put: operations["AgreementController_revise"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An agreement's versions and what happened to it */
        get: operations["AgreementController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draft an amendment to a registered agreement */
        post: operations["AgreementController_amend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit a draft for review */
        post: operations["AgreementController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a version */
        post: operations["AgreementController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an agreement */
        post: operations["AgreementController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/signing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Arrange how and by when the agreement is signed */
        put: operations["AgreementController_arrange"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a party */
        post: operations["AgreementController_addParty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/parties/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Name who signs for one's party */
        put: operations["AgreementController_delegate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/parties/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a party */
        delete: operations["AgreementController_removeParty"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign a document by its SHA-256, with a code of the second factor */
        post: operations["SigningController_sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline to sign */
        post: operations["SigningController_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to complete an agreement, or agree to it */
        post: operations["EndingController_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/terminate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to terminate an agreement, or agree to it */
        post: operations["EndingController_terminate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/refuse-ending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse to complete or terminate an agreement */
        post: operations["EndingController_declineEnding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The document to sign, or the sealed one */
        get: operations["DocumentController_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreements/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An agreement's certificate of registration */
        get: operations["DocumentController_certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verify/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verify an agreement by its number */
        get: operations["VerificationController_verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verify/documents/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verify an agreement by its document's SHA-256 */
        get: operations["VerificationController_byDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verify/{number}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof that an agreement is in the ledger */
        get: operations["VerificationController_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/{edition}/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed checkpoint of an edition's ledger */
        get: operations["VerificationController_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/{edition}/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof that a ledger only grew between two sizes */
        get: operations["VerificationController_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The entries of an edition's ledger */
        get: operations["VerificationController_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The wall of signed agreements */
        get: operations["WallController_wall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/register/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register's figures for each edition */
        get: operations["FiguresController_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/register/{edition}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export an edition's register as a workbook or CSV file */
        get: operations["FiguresController_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ceremony": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signing ceremony: its order and who is called */
        get: operations["CeremonyController_ceremony"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ceremony/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search agreements for the ceremony */
        get: operations["CeremonyController_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ceremony/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the order of the ceremony */
        put: operations["CeremonyController_order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ceremony/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call an agreement onto the stage of the ceremony */
        post: operations["CeremonyController_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ceremony/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Switch the ceremony's screen */
        put: operations["CeremonyController_screen"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in person's notices */
        get: operations["NoticeController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all notices as read */
        post: operations["NoticeController_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark one notice as read */
        post: operations["NoticeController_readOne"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put one notice away, on all devices */
        post: operations["NoticeController_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The front page: what is on now and next, and the figures */
        get: operations["HomeController_home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search everything that one may open: projects, sessions, people, agreements, pages */
        get: operations["SearchController_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Me: {
            person: {
                /** Format: uuid */
                id: string;
                name: string;
                nameEn: string;
                email: string;
                roles: components["schemas"]["Role"][];
                organisation: components["schemas"]["Organisation"] | null;
                language: components["schemas"]["PageLanguage"] | null;
            } | null;
            liveVideo: boolean;
            demo: boolean;
            organiser: components["schemas"]["Organiser"];
        };
        /** @enum {string} */
        Role: "owner" | "investor" | "organizer" | "staff" | "steward" | "attendee" | "admin";
        Organisation: {
            /** Format: uuid */
            id: string;
            nameZh: string;
            nameEn: string;
        };
        /** @enum {string} */
        PageLanguage: "zh" | "en";
        Organiser: {
            nameZh: string | null;
            nameEn: string | null;
            email: string | null;
            phone: string | null;
            filingNumber: string | null;
        };
        SecondFactorState: {
            enrolled: boolean;
        };
        SecondFactorSecret: {
            secret: string;
            uri: string;
            qr: string;
        };
        Draft: {
            edition: components["schemas"]["Edition"];
            revision: number;
            rules: components["schemas"]["ProgrammeRules"];
            timeslots: components["schemas"]["Timeslot"][];
            rooms: components["schemas"]["DraftRoom"][];
            sessions: components["schemas"]["DraftSession"][];
            waiting: number;
            version: {
                number: number;
                /** Format: date-time */
                publishedAt: string;
            } | null;
        };
        Edition: {
            /** Format: uuid */
            id: string;
            code: string;
            year: number;
            nameZh: string;
            nameEn: string;
            timeZone: string;
            days: string[];
            demo: boolean;
        };
        ProgrammeRules: {
            /** @default 20 */
            changeoverMinutes: number;
            /** @default 15 */
            minimumPauseMinutes: number;
            /** @default 7 */
            pitchMinutes: number;
            /** @default 18 */
            pitchesMin: number;
            /** @default 26 */
            pitchesMax: number;
            /** @default null */
            streams: number | null;
            /** @default null */
            crews: number | null;
            /** @default {} */
            quotas: {
                [key: string]: number;
            };
            /** @default [] */
            travelTimes: {
                from: string;
                to: string;
                minutes: number;
            }[];
            /** @default [] */
            windows: {
                name: string;
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
                kinds: components["schemas"]["SessionKind"][];
            }[];
            /** @default {} */
            weights: {
                [key: string]: {
                    hard: number;
                    medium: number;
                    soft: number;
                };
            };
            /** @default {} */
            impacts: {
                [key: string]: components["schemas"]["Impact"];
            };
        };
        /** @enum {string} */
        SessionKind: "pitch" | "negotiation" | "ceremony" | "talk";
        /** @enum {string} */
        Impact: "block-placing" | "block-publishing" | "warn" | "ignore";
        Timeslot: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            day: string;
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            tags: string[];
        };
        DraftRoom: {
            /** Format: uuid */
            id: string;
            venueZh: string;
            venueEn: string;
            nameZh: string;
            nameEn: string;
            mode: components["schemas"]["RoomMode"];
            seats: number;
            features: string[];
            opensAt: string | null;
            closesAt: string | null;
        };
        /** @enum {string} */
        RoomMode: "onsite" | "online" | "both";
        DraftSession: {
            /** Format: uuid */
            id: string;
            code: string;
            kind: components["schemas"]["SessionKind"];
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"] | null;
            pitchCount: number;
            minutes: number;
            expected: number;
            needs: string[];
            /** Format: uuid */
            roomId: string | null;
            /** Format: date-time */
            startsAt: string | null;
            locked: boolean;
            begun: boolean;
            revision: number;
            published: {
                /** Format: uuid */
                roomId: string;
                /** Format: date-time */
                startsAt: string;
            } | null;
        };
        /** @enum {string} */
        Track: "achievement" | "hightech" | "challenge";
        /** @enum {string} */
        Field: "electronics" | "biomedicine" | "aerospace" | "materials" | "services" | "energy" | "environment" | "manufacturing";
        /** @enum {string} */
        City: "chengdu" | "zigong" | "panzhihua" | "luzhou" | "deyang" | "mianyang" | "guangyuan" | "suining" | "neijiang" | "leshan" | "nanchong" | "meishan" | "yibin" | "guangan" | "dazhou" | "yaan" | "bazhong" | "ziyang" | "aba" | "ganzi" | "liangshan";
        DraftEdit: {
            revision: number;
            sessions: components["schemas"]["DraftSession"][];
            evaluation: components["schemas"]["DraftEvaluation"];
        };
        DraftEvaluation: {
            score: components["schemas"]["Score"];
            unplaced: number;
            rules: {
                name: string;
                impact: components["schemas"]["Impact"];
                score: components["schemas"]["Score"];
                count: number;
                matches: components["schemas"]["RuleMatch"][];
            }[];
        };
        Score: {
            hard: number;
            medium: number;
            soft: number;
        };
        RuleMatch: {
            sessions: string[];
            score: components["schemas"]["Score"];
        };
        Effects: {
            /** Format: uuid */
            sessionId: string;
            cells: {
                /** Format: date-time */
                startsAt: string;
                /** Format: uuid */
                roomId: string;
                allowed: boolean;
                delta: components["schemas"]["Score"];
                /** Format: uuid */
                swapWith: string | null;
                worst: {
                    constraint: string;
                    with: string[];
                    delta: components["schemas"]["Score"];
                } | null;
            }[];
        };
        DraftRunningOrder: {
            session: components["schemas"]["DraftSession"];
            pitches: components["schemas"]["DraftPitch"][];
        };
        DraftPitch: {
            /** Format: uuid */
            projectId: string;
            titleZh: string;
            titleEn: string;
            /** Format: uuid */
            ownerId: string;
            ownerName: string;
            ownerNameEn: string;
            position: number;
            minutes: number;
        };
        EditionCard: {
            /** Format: uuid */
            id: string;
            code: string;
            year: number;
            nameZh: string;
            nameEn: string;
            timeZone: string;
            days: string[];
            demo: boolean;
            open: boolean;
            rooms: number;
            projects: number;
            sessions: number;
            version: number | null;
        };
        Unavailability: {
            spans: {
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
            }[];
        };
        Favourites: {
            projectIds: string[];
        };
        Feed: {
            /** Format: uuid */
            id: string;
            scope: components["schemas"]["FeedScope"];
            value: string | null;
            /** Format: date-time */
            createdAt: string;
            address: string | null;
        };
        /** @enum {string} */
        FeedScope: "edition" | "track" | "room" | "mine";
        ImportReport: {
            rows: number;
            added: number;
            updated: number;
            unchanged: number;
            rowErrors: components["schemas"]["RowError"][];
            errorReport: string | null;
        };
        RowError: {
            row: number;
            column: string;
            columnEn: string;
            rule: string;
            /** @default {} */
            values: {
                [key: string]: string | number;
            };
            detail: string;
            detailZh: string;
        };
        SessionImportReport: {
            events: number;
            imported: number;
            eventErrors: {
                where: string;
                whereZh: string;
                rule: string;
                values: {
                    [key: string]: string | number;
                };
                detail: string;
                detailZh: string;
            }[];
            draft: components["schemas"]["DraftChange"];
        };
        DraftChange: {
            revision: number;
            sessions: components["schemas"]["DraftSession"][];
        };
        GroupReport: {
            sessions: number;
            projects: number;
            left: number;
            draft: components["schemas"]["DraftChange"];
        };
        ProgrammeDay: {
            edition: components["schemas"]["Edition"];
            /** Format: date */
            day: string;
            revision: number;
            rooms: components["schemas"]["Room"][];
            sessions: components["schemas"]["SessionCard"][];
        };
        Room: {
            /** Format: uuid */
            id: string;
            venueZh: string;
            venueEn: string;
            nameZh: string;
            nameEn: string;
            mode: components["schemas"]["RoomMode"];
            seats: number;
        };
        SessionCard: {
            /** Format: uuid */
            id: string;
            code: string;
            kind: components["schemas"]["SessionKind"];
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"] | null;
            /** Format: uuid */
            roomId: string;
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            pitchCount: number;
            state: components["schemas"]["StageState"];
            cancelled: boolean;
        };
        /** @enum {string} */
        StageState: "scheduled" | "live" | "ended";
        ProjectPage: {
            items: components["schemas"]["ProjectListItem"][];
            nextCursor: string | null;
            total: number;
            timeZone: string;
        };
        ProjectListItem: {
            /** Format: uuid */
            id: string;
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"];
            stage: components["schemas"]["ProjectStage"];
            organisation: components["schemas"]["Organisation"];
            ownerName: string;
            ownerNameEn: string;
            amountSoughtFen: number | null;
            nextPitch: components["schemas"]["NextPitch"] | null;
            matched: string[];
            excerptZh: string | null;
            excerptEn: string | null;
        };
        /** @enum {string} */
        ProjectStage: "laboratory" | "prototype" | "pilot" | "production";
        NextPitch: {
            /** Format: uuid */
            sessionId: string;
            /** Format: date-time */
            startsAt: string;
            roomZh: string;
            roomEn: string;
        };
        ProjectDetail: {
            /** Format: uuid */
            id: string;
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"];
            stage: components["schemas"]["ProjectStage"];
            organisation: components["schemas"]["Organisation"];
            summaryZh: string;
            summaryEn: string;
            seeksZh: string;
            seeksEn: string;
            amountSoughtFen: number | null;
            ownerName: string;
            ownerNameEn: string;
            timeZone: string;
            pitch: {
                /** Format: uuid */
                id: string;
                position: number;
                /** Format: date-time */
                startsAt: string;
                begun: boolean;
                session: components["schemas"]["SessionCard"];
                room: components["schemas"]["Room"];
            } | null;
            deck: {
                sha256: string;
                pages: number;
            } | null;
            similar: components["schemas"]["SimilarProject"][];
            mine: boolean;
        };
        SimilarProject: {
            /** Format: uuid */
            id: string;
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"];
            stage: components["schemas"]["ProjectStage"];
            organisation: components["schemas"]["Organisation"];
            sharedZh: string[];
            sharedEn: string[];
        };
        Call: {
            /** Format: uuid */
            editionId: string;
            nameZh: string;
            nameEn: string;
            timeZone: string;
            /** Format: date-time */
            opensAt: string;
            /** Format: date-time */
            closesAt: string;
            questions: components["schemas"]["CallQuestion"][];
            criteria: components["schemas"]["Criterion"][];
            open: boolean;
        };
        CallQuestion: {
            id: string;
            zh: string;
            en: string;
            required: boolean;
        };
        Criterion: {
            id: string;
            zh: string;
            en: string;
            weight: number;
        };
        SubmissionPage: {
            items: components["schemas"]["Submission"][];
            nextCursor: string | null;
            total: number;
            counts: {
                [key: string]: number;
            };
        };
        Submission: {
            project: components["schemas"]["ProjectCard"];
            status: components["schemas"]["ProjectStatus"];
            summaryZh: string;
            summaryEn: string;
            ownerName: string;
            answers: {
                [key: string]: string;
            };
            hasDeck: boolean;
            reviews: number;
            score: number | null;
            mine: components["schemas"]["ReviewForm"] | null;
            conflict: boolean;
        };
        ProjectCard: {
            /** Format: uuid */
            id: string;
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"];
            stage: components["schemas"]["ProjectStage"];
            organisation: components["schemas"]["Organisation"];
        };
        /** @enum {string} */
        ProjectStatus: "submitted" | "accepted" | "waitlisted" | "declined" | "confirmed" | "withdrawn";
        ReviewForm: {
            scores: {
                [key: string]: number;
            };
            /** @default  */
            comment: string;
        };
        MyProject: {
            project: components["schemas"]["ProjectCard"];
            /** Format: uuid */
            editionId: string;
            timeZone: string;
            status: components["schemas"]["ProjectStatus"];
            letter: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            hasDeck: boolean;
            deck: components["schemas"]["DeckState"] | null;
        };
        DeckState: {
            pages: number;
            drawn: number;
            error: {
                /** @enum {string} */
                rule: "damaged" | "memory_limit" | "time_limit";
                page: number;
            } | null;
        };
        MyPitch: {
            /** Format: uuid */
            id: string;
            position: number;
            minutes: number;
            begun: boolean;
            /** Format: date-time */
            pitchAt: string;
            timeZone: string;
            project: {
                /** Format: uuid */
                id: string;
                titleZh: string;
                titleEn: string;
                hasDeck: boolean;
            };
            session: {
                /** Format: uuid */
                id: string;
                titleZh: string;
                titleEn: string;
                state: components["schemas"]["StageState"];
                over: boolean;
            };
            room: {
                nameZh: string;
                nameEn: string;
                venueZh: string;
                venueEn: string;
                mode: components["schemas"]["RoomMode"];
            };
        };
        SolveRun: {
            /** Format: uuid */
            id: string;
            state: components["schemas"]["SolveState"];
            seconds: number;
            score: components["schemas"]["Score"] | null;
            moves: number;
            curve: {
                seconds: number;
                score: components["schemas"]["Score"];
            }[];
            moved: number;
            impossible: {
                /** @enum {string} */
                reason: "no-cell" | "too-few-cells" | "speaker-has-too-many" | "tag-has-too-many" | "prerequisites-too-long";
                sessions: string[];
                constraints: string[];
                cells: number;
                group: string | null;
            }[];
            adopted: boolean;
        };
        /** @enum {string} */
        SolveState: "running" | "done" | "cancelled" | "failed";
        RepairProposal: {
            moves: components["schemas"]["Move"][];
            people: number;
            solved: boolean;
            durationMs: number;
        };
        Move: {
            /** Format: uuid */
            sessionId: string;
            code: string;
            titleZh: string;
            titleEn: string;
            from: {
                /** Format: uuid */
                roomId: string;
                /** Format: date-time */
                startsAt: string;
            };
            to: {
                /** Format: uuid */
                roomId: string;
                /** Format: date-time */
                startsAt: string;
            } | null;
            people: number;
            minutes: number | null;
            revision: number;
        };
        VersionPage: {
            items: components["schemas"]["Version"][];
            nextCursor: string | null;
            total: number;
        };
        Version: {
            /** Format: uuid */
            id: string;
            number: number | null;
            state: components["schemas"]["VersionState"];
            note: string;
            /** Format: date-time */
            publishAt: string | null;
            /** Format: date-time */
            publishedAt: string | null;
            publishedBy: string;
            sessions: number;
            notified: number;
        };
        /** @enum {string} */
        VersionState: "scheduled" | "published" | "cancelled";
        VersionDiff: {
            from: string;
            to: string;
            changes: components["schemas"]["SessionDiff"][];
        };
        SessionDiff: {
            /** Format: uuid */
            sessionId: string;
            code: string;
            titleZh: string;
            titleEn: string;
            /** @enum {string} */
            change: "added" | "dropped" | "moved" | "running-order" | "title";
            before: {
                /** Format: uuid */
                roomId: string;
                roomZh: string;
                roomEn: string;
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
            } | null;
            after: {
                /** Format: uuid */
                roomId: string;
                roomZh: string;
                roomEn: string;
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
            } | null;
        };
        SessionDetail: {
            /** Format: uuid */
            id: string;
            code: string;
            kind: components["schemas"]["SessionKind"];
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"] | null;
            /** Format: uuid */
            roomId: string;
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            pitchCount: number;
            state: components["schemas"]["StageState"];
            cancelled: boolean;
            room: components["schemas"]["Room"];
            /** Format: uuid */
            editionId: string;
            timeZone: string;
            runningOrder: components["schemas"]["Pitch"][];
        };
        Pitch: {
            /** Format: uuid */
            id: string;
            position: number;
            minutes: number;
            project: components["schemas"]["ProjectCard"];
            seeksZh: string;
            seeksEn: string;
            ownerName: string;
            ownerNameEn: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
        };
        Stage: {
            /** Format: uuid */
            sessionId: string;
            seq: number;
            state: components["schemas"]["StageState"];
            revision: number;
            /** Format: date-time */
            openedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /** Format: uuid */
            currentPitchId: string | null;
            /** Format: date-time */
            pitchStartedAt: string | null;
            /** Format: date-time */
            heldAt: string | null;
            heldMs: number;
            extraMinutes: number;
            order: components["schemas"]["OrderPlace"][];
            manager: {
                /** Format: uuid */
                id: string;
                name: string;
                nameEn: string;
            } | null;
            /** Format: date-time */
            undoUntil: string | null;
            chat: {
                open: boolean;
                slowSeconds: number;
            };
            deck: {
                /** Format: uuid */
                projectId: string;
                version: string;
                pages: number;
                page: number;
            } | null;
            moderated: boolean;
            recorded: boolean;
            recording: boolean;
            replay: boolean;
            hasRecording: boolean;
            seatLimit: number | null;
            /** Format: date-time */
            serverTime: string;
        };
        OrderPlace: {
            /** Format: uuid */
            pitchId: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /** Format: date-time */
            skippedAt: string | null;
        };
        StageWay: components["schemas"]["StageTicket"] | components["schemas"]["QueuePlace"] | components["schemas"]["BroadcastTicket"];
        StageTicket: {
            url: string;
            token: string;
            /** Format: date-time */
            expiresAt: string;
            iceServers: {
                urls: string[];
                username?: string;
                credential?: string;
            }[] | null;
            seat: components["schemas"]["StageSeat"];
            identity: string;
            onStage: boolean;
            handUp: boolean;
            recorded: boolean;
        };
        /** @enum {string} */
        StageSeat: "viewer" | "presenter" | "manager" | "hall";
        QueuePlace: {
            /** @enum {string} */
            seat: "queue";
            identity: string;
            place: number;
            /** Format: date-time */
            admitAt: string;
        };
        BroadcastTicket: {
            /** @enum {string} */
            seat: "broadcast";
            playlist: string;
            /** @enum {string} */
            full: "session" | "network";
        };
        Presenter: {
            /** Format: uuid */
            personId: string;
            name: string;
            nameEn: string;
            /** Format: uuid */
            pitchId: string | null;
            position: number | null;
            present: boolean;
            inHall: boolean;
            onStage: boolean;
            camera: boolean | null;
            microphone: boolean | null;
        };
        RaisedHand: {
            /** Format: uuid */
            personId: string;
            name: string;
            nameEn: string;
            /** Format: date-time */
            raisedAt: string;
        };
        QuestionPage: {
            seq: number;
            items: components["schemas"]["Question"][];
            nextCursor: string | null;
            total: number;
            voted: string[];
        };
        Question: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            sessionId: string;
            /** Format: uuid */
            pitchId: string | null;
            body: string;
            authorName: string | null;
            votes: number;
            answered: boolean;
            pinned: boolean;
            state: components["schemas"]["QuestionState"];
            /** Format: date-time */
            askedAt: string;
        };
        /** @enum {string} */
        QuestionState: "waiting" | "shown" | "dismissed";
        VoteResult: {
            /** Format: uuid */
            id: string;
            votes: number;
        };
        ChatPage: {
            seq: number;
            items: components["schemas"]["ChatMessage"][];
            nextBefore: number | null;
        };
        ChatMessage: {
            /** Format: uuid */
            id: string;
            seq: number;
            /** Format: uuid */
            authorId: string;
            authorName: string;
            authorNameEn: string;
            body: string;
            removed: boolean;
            /** Format: date-time */
            sentAt: string;
        };
        ReportedMessage: {
            /** Format: uuid */
            id: string;
            seq: number;
            /** Format: uuid */
            authorId: string;
            authorName: string;
            authorNameEn: string;
            body: string;
            removed: boolean;
            /** Format: date-time */
            sentAt: string;
            reports: number;
        };
        PollList: {
            seq: number;
            items: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                sessionId: string;
                body: string;
                options: {
                    text: string;
                    votes: number;
                }[];
                open: boolean;
                mine: number | null;
            }[];
        };
        Poll: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            sessionId: string;
            body: string;
            options: {
                text: string;
                votes: number;
            }[];
            open: boolean;
        };
        AttendanceReport: {
            peak: number;
            curve: {
                /** Format: date-time */
                at: string;
                watching: number;
            }[];
            pitches: {
                /** Format: uuid */
                pitchId: string;
                position: number;
                viewers: number;
                watchedMinutes: number;
                reactions: number;
            }[];
        };
        ViewerPage: {
            items: components["schemas"]["Viewer"][];
            nextCursor: string | null;
        };
        Viewer: {
            /** Format: uuid */
            personId: string | null;
            name: string | null;
            nameEn: string | null;
            minutes: number;
        };
        MediaTicket: {
            url: string;
            token: string;
            /** Format: date-time */
            expiresAt: string;
            iceServers: {
                urls: string[];
                username?: string;
                credential?: string;
            }[] | null;
        };
        EncoderInput: {
            address: string;
            key: string;
        };
        Replay: {
            /** Format: uuid */
            sessionId: string;
            durationMs: number;
            timeRanges: components["schemas"]["RecordingTimeRange"][];
            chapters: components["schemas"]["Chapter"][];
            captions: components["schemas"]["CaptionLanguage"][];
            files: components["schemas"]["RecordingFile"][];
            open: boolean;
        };
        RecordingTimeRange: {
            startMs: number;
            durationMs: number;
            /** Format: date-time */
            at: string;
        };
        Chapter: {
            /** Format: uuid */
            pitchId: string;
            position: number;
            titleZh: string;
            titleEn: string;
            ownerName: string;
            ownerNameEn: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            endsAt: string | null;
            startMs: number;
        };
        /** @enum {string} */
        CaptionLanguage: "zh" | "en";
        RecordingFile: {
            /** Format: uuid */
            pitchId: string | null;
            /** @enum {string} */
            state: "waiting" | "ready" | "failed";
            bytes: number | null;
            durationMs: number | null;
        };
        SessionMessage: {
            /** @enum {string} */
            kind: "stage";
            payload: components["schemas"]["Stage"];
            seq: number;
            /** Format: date-time */
            at: string;
        } | {
            /** @enum {string} */
            kind: "question";
            payload: components["schemas"]["Question"];
            seq: number;
            /** Format: date-time */
            at: string;
        } | {
            /** @enum {string} */
            kind: "question-gone";
            payload: {
                /** Format: uuid */
                id: string;
            };
            seq: number;
            /** Format: date-time */
            at: string;
        } | {
            /** @enum {string} */
            kind: "votes";
            payload: components["schemas"]["VoteResult"];
            seq: number;
            /** Format: date-time */
            at: string;
        } | {
            /** @enum {string} */
            kind: "chat";
            payload: components["schemas"]["ChatMessage"];
            seq: number;
            /** Format: date-time */
            at: string;
        } | {
            /** @enum {string} */
            kind: "poll";
            payload: components["schemas"]["Poll"];
            seq: number;
            /** Format: date-time */
            at: string;
        } | {
            /** @enum {string} */
            kind: "interest";
            payload: {
                /** Format: uuid */
                pitchId: string;
                count: number;
            };
            seq: number;
            /** Format: date-time */
            at: string;
        };
        MomentPage: {
            items: components["schemas"]["Moment"][];
            nextCursor: string | null;
        };
        Moment: {
            kind: components["schemas"]["MomentKind"];
            /** Format: date-time */
            at: string;
            startMs: number;
            words: string;
        };
        /** @enum {string} */
        MomentKind: "question" | "chat" | "deck" | "caption";
        ReplayPage: {
            items: components["schemas"]["ReplayCard"][];
            nextCursor: string | null;
        };
        ReplayCard: {
            /** Format: uuid */
            sessionId: string;
            titleZh: string;
            titleEn: string;
            /** Format: date-time */
            startedAt: string;
            timeZone: string;
            durationMs: number;
            pitches: number;
        };
        TablePlan: {
            timeZone: string;
            days: string[];
            /** Format: date */
            day: string;
            tables: components["schemas"]["TableDay"][];
        };
        TableDay: {
            table: number;
            bookings: {
                /** Format: uuid */
                meetingId: string;
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
                people: {
                    name: string;
                    organisation: string;
                    checkedIn: boolean;
                }[];
            }[];
        };
        Meeting: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            interestId: string;
            state: components["schemas"]["MeetingState"];
            /** Format: uuid */
            openedBy: string;
            /** Format: date-time */
            startsAt: string | null;
            /** Format: date-time */
            endsAt: string | null;
            minutes: number;
            place: components["schemas"]["MeetingPlace"];
            table: number | null;
            note: string | null;
            reason: string | null;
            proposedBy: components["schemas"]["MeetingSide"] | null;
            times: string[];
            revision: number;
            generation: number;
            instant: boolean;
            timeZone: string;
            project: {
                /** Format: uuid */
                id: string;
                titleZh: string;
                titleEn: string;
            };
            parties: components["schemas"]["MeetingParty"][];
            guests: {
                /** Format: uuid */
                personId: string;
                name: string;
                seat: components["schemas"]["GuestSeat"];
                agreed: components["schemas"]["MeetingSide"][];
            }[];
            outcomes: {
                side: components["schemas"]["MeetingSide"];
                outcome: components["schemas"]["MeetingOutcome"];
                nextSteps: string;
                /** Format: date */
                nextOn: string | null;
            }[];
        };
        /** @enum {string} */
        MeetingState: "requested" | "accepted" | "open" | "ended" | "declined" | "cancelled" | "missed";
        /** @enum {string} */
        MeetingPlace: "online" | "table";
        /** @enum {string} */
        MeetingSide: "owner" | "investor";
        MeetingParty: {
            /** Format: uuid */
            personId: string;
            /** @enum {string} */
            side: "owner" | "investor" | "guest";
            name: string;
            nameEn: string;
            organisation: components["schemas"]["Organisation"] | null;
            /** Format: date-time */
            waitingSince: string | null;
            admitted: boolean;
            /** Format: date-time */
            joinedAt: string | null;
        };
        /** @enum {string} */
        GuestSeat: "interpreter" | "steward" | "desk";
        /** @enum {string} */
        MeetingOutcome: "agreement" | "next-meeting" | "stay-in-touch" | "no";
        MeetingFigures: {
            requested: number;
            accepted: number;
            realised: number;
            missed: number;
            cancelled: number;
            outcomes: {
                [key: string]: number;
            };
        };
        Placement: {
            wishes: number;
            placed: number;
            unmet: {
                /** Format: uuid */
                meetingId: string;
                /** @enum {string} */
                why: "no-common-slot" | "diaries-full" | "tables-full" | "confirmed-clash" | "taken-meanwhile";
            }[];
        };
        Interest: {
            /** Format: uuid */
            id: string;
            project: {
                /** Format: uuid */
                id: string;
                titleZh: string;
                titleEn: string;
            };
            investor: {
                /** Format: uuid */
                id: string;
                name: string;
                nameEn: string;
                organisation: components["schemas"]["Organisation"] | null;
            };
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
                nameEn: string;
            };
            side: components["schemas"]["MeetingSide"];
            note: string | null;
            duringPitch: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            meetingId: string | null;
            meetingState: components["schemas"]["MeetingState"] | null;
            reasons: ("during-pitch" | "note" | "met-before" | "same-city" | "funds" | "recent")[];
        };
        InterestPage: {
            items: components["schemas"]["Interest"][];
            nextCursor: string | null;
            total: number;
        };
        FreeTimes: {
            timeZone: string;
            times: string[];
        };
        MeetingHours: {
            opens: string;
            closes: string;
            timeZone: string;
        };
        SheetHistory: {
            updates: components["schemas"]["SheetUpdate"][];
            next: number | null;
        };
        SheetUpdate: {
            id: number;
            /** Format: uuid */
            personId: string;
            by: string;
            /** Format: date-time */
            at: string;
            /** Format: base64 */
            update: string;
        };
        MeetingFile: {
            /** Format: uuid */
            id: string;
            name: string;
            type: string;
            bytes: number;
            by: string;
            /** Format: date-time */
            at: string;
        };
        SideMessage: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            meetingId: string;
            side: components["schemas"]["MeetingSide"];
            /** Format: uuid */
            personId: string;
            by: string;
            body: string;
            /** Format: date-time */
            at: string;
        };
        MeetingPage: {
            items: components["schemas"]["Meeting"][];
            nextCursor: string | null;
            total: number;
        };
        DeskEntry: {
            /** Format: uuid */
            id: string;
            source: components["schemas"]["AgreementSource"];
            state: components["schemas"]["AgreementState"];
            version: number;
            kind: components["schemas"]["AgreementKind"];
            title: string;
            parties: string[];
            amountFen: number;
            city: components["schemas"]["City"];
            track: components["schemas"]["Track"];
            /** Format: date */
            signedOn: string;
            loggedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            verifiedBy: string | null;
            number: string | null;
            documentType: string;
            documentSha256: string;
            corrects: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** @enum {string} */
        AgreementSource: "screen" | "paper";
        /** @enum {string} */
        AgreementState: "draft" | "review" | "ready" | "partly_signed" | "signed" | "registered" | "amended" | "completed" | "terminated" | "withdrawn";
        /** @enum {string} */
        AgreementKind: "intent" | "cooperation" | "transfer" | "licence" | "investment";
        DeskImportReport: {
            rows: number;
            added: number;
            rowErrors: components["schemas"]["RowError"][];
            errorReport: string | null;
        };
        DeskPage: {
            items: components["schemas"]["DeskEntry"][];
            nextCursor: string | null;
            total: number;
        };
        PartyNames: {
            items: {
                name: string;
                city: components["schemas"]["City"] | null;
            }[];
        };
        SimilarEntries: {
            items: components["schemas"]["DeskEntry"][];
        };
        FollowUp: {
            /** Format: uuid */
            agreementId: string;
            amountFen: number;
            realisedFen: number;
            milestones: components["schemas"]["FollowUpMilestone"][];
        };
        FollowUpMilestone: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["MilestoneKind"];
            title: string;
            /** Format: date */
            dueOn: string;
            amountFen: number | null;
            realisedFen: number;
            /** Format: date-time */
            doneAt: string | null;
            doneBy: string | null;
            overdue: boolean;
            evidence: {
                /** Format: uuid */
                id: string;
                name: string;
                bytes: number;
                by: string;
                /** Format: date-time */
                at: string;
            }[];
        };
        /** @enum {string} */
        MilestoneKind: "milestone" | "payment";
        OverduePage: {
            items: components["schemas"]["OverdueMilestone"][];
            nextCursor: string | null;
            total: number;
        };
        OverdueMilestone: {
            /** Format: uuid */
            id: string;
            number: string;
            agreementTitle: string;
            parties: string[] | null;
            kind: components["schemas"]["MilestoneKind"];
            title: string;
            /** Format: date */
            dueOn: string;
            days: number;
        };
        Agreement: {
            kind: components["schemas"]["AgreementKind"];
            title: string;
            amountFen: number;
            termMonths: number;
            terms: string;
            /** @default true */
            amountPublic: boolean;
            /** @default true */
            partiesPublic: boolean;
            details: components["schemas"]["AgreementDetails"];
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            meetingId: string | null;
            state: components["schemas"]["AgreementState"];
            source: components["schemas"]["AgreementSource"];
            version: number;
            order: components["schemas"]["SigningOrder"];
            /** Format: date-time */
            signBy: string | null;
            documentSha256: string | null;
            sealedSha256: string | null;
            number: string | null;
            ledgerHash: string | null;
            /** Format: date-time */
            registeredAt: string | null;
            timeZone: string;
            replaces: string | null;
            replacedBy: string | null;
            parties: components["schemas"]["AgreementParty"][];
            asked: {
                /** @enum {string} */
                action: "complete" | "terminate";
                reason: string;
                by: string[];
            } | null;
        };
        AgreementDetails: {
            /** @default keeps-own */
            ip: components["schemas"]["IpOwnership"];
            /** @default [] */
            payments: {
                title: string;
                /** Format: date */
                dueOn: string;
                amountFen: number;
            }[];
            /** @default [] */
            milestones: {
                title: string;
                /** Format: date */
                dueOn: string;
            }[];
            /** @default null */
            exclusivity: components["schemas"]["Exclusivity"] | null;
            /** @default  */
            territory: string;
            /** @default null */
            shareBasisPoints: number | null;
            /** @default  */
            otherTerms: string;
        };
        /** @enum {string} */
        IpOwnership: "keeps-own" | "party-a" | "party-b" | "joint" | "by-contribution";
        /** @enum {string} */
        Exclusivity: "exclusive" | "sole" | "non-exclusive";
        /** @enum {string} */
        SigningOrder: "parallel" | "sequential";
        AgreementParty: {
            position: number;
            /** Format: uuid */
            personId: string | null;
            name: string;
            organisation: string;
            approved: boolean;
            /** Format: date-time */
            signedAt: string | null;
            signature: components["schemas"]["Signature"] | null;
        };
        Signature: {
            /** @enum {string} */
            kind: "typed";
            text: string & (string);
        } | {
            /** @enum {string} */
            kind: "drawn";
            strokes: [
                number,
                number
            ][][];
        };
        AgreementPage: {
            items: components["schemas"]["Agreement"][];
            nextCursor: string | null;
            total: number;
        };
        AgreementHistory: {
            steps: components["schemas"]["AgreementStep"][];
            versions: components["schemas"]["AgreementVersion"][];
            evidence: components["schemas"]["SignatureEvidence"][];
            entries: {
                event: components["schemas"]["LedgerEvent"];
                number: string;
                /** Format: date-time */
                at: string;
                hash: string;
            }[];
        };
        AgreementStep: {
            /** @enum {string} */
            action: "draft" | "log" | "revise" | "submit" | "approve" | "fix" | "sign" | "sign-last" | "decline" | "expire" | "withdraw" | "return" | "register" | "amend" | "complete" | "terminate";
            from: components["schemas"]["AgreementState"] | null;
            to: components["schemas"]["AgreementState"];
            by: string | null;
            /** Format: date-time */
            at: string;
            reason: string | null;
            version: number;
        };
        AgreementVersion: {
            version: number;
            terms: {
                kind: components["schemas"]["AgreementKind"];
                title: string;
                amountFen: number;
                termMonths: number;
                terms: string;
                /** @default true */
                amountPublic: boolean;
                /** @default true */
                partiesPublic: boolean;
                details: components["schemas"]["AgreementDetails"];
            };
            by: string;
            /** Format: date-time */
            at: string;
            parties: {
                name: string;
                organisation: string;
            }[];
        };
        SignatureEvidence: {
            position: number;
            /** Format: uuid */
            personId: string;
            name: string;
            organisation: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            method: "totp";
            documentSha256: string;
            version: number;
            address: string;
            userAgent: string;
            signature: components["schemas"]["Signature"];
        };
        /** @enum {string} */
        LedgerEvent: "registered" | "amended" | "corrected" | "completed" | "terminated";
        Verification: {
            slip: components["schemas"]["WallSlip"];
            state: components["schemas"]["AgreementState"];
            source: components["schemas"]["AgreementSource"];
            edition: {
                code: string;
                nameZh: string;
                nameEn: string;
                timeZone: string;
                demo: boolean;
            };
            entry: components["schemas"]["LedgerLine"];
            replaces: string | null;
            replacedBy: string | null;
        };
        WallSlip: {
            number: string;
            kind: components["schemas"]["AgreementKind"];
            title: string;
            parties: string[] | null;
            amountFen: number | null;
            city: components["schemas"]["City"] | null;
            track: components["schemas"]["Track"] | null;
            /** Format: date-time */
            registeredAt: string;
        };
        LedgerLine: {
            /** @enum {number} */
            v: 1;
            /** @enum {string} */
            event: "registered";
            edition: string;
            seq: number;
            number: string;
            /** Format: uuid */
            agreement: string;
            content: string;
            document: string;
            /** Format: date-time */
            at: string;
            prev: string;
            hash: string;
        } | {
            /** @enum {number} */
            v: 2;
            event: components["schemas"]["LedgerEvent"];
            refers: string | null;
            signed: string | null;
            edition: string;
            seq: number;
            number: string;
            /** Format: uuid */
            agreement: string;
            content: string;
            document: string;
            /** Format: date-time */
            at: string;
            prev: string;
            hash: string;
        };
        EntryProof: {
            entry: components["schemas"]["LedgerLine"];
            index: number;
            path: string[];
            checkpoint: components["schemas"]["Checkpoint"];
        };
        Checkpoint: {
            /** @enum {number} */
            v: 1;
            edition: string;
            size: number;
            root: string;
            head: string;
            /** Format: date-time */
            at: string;
            key: string;
            signature: string;
        };
        ConsistencyProof: {
            first: components["schemas"]["Checkpoint"];
            second: components["schemas"]["Checkpoint"];
            proof: string[];
        };
        LedgerPage: {
            items: components["schemas"]["LedgerLine"][];
            total: number;
        };
        Wall: {
            count: number;
            amountFen: number;
            byCity: {
                city: components["schemas"]["City"];
                count: number;
            }[];
            byTrack: {
                track: components["schemas"]["Track"];
                count: number;
            }[];
            byHour: {
                hour: number;
                count: number;
            }[];
            /** Format: uuid */
            editionId: string;
            editionNameZh: string;
            editionNameEn: string;
            newest: components["schemas"]["WallSlip"][];
            previous: {
                nameZh: string;
                nameEn: string;
                newest: components["schemas"]["WallSlip"][];
            } | null;
            screen: components["schemas"]["Screen"];
        };
        Screen: {
            /** @enum {string} */
            mode: "wall" | "ceremony";
            item: {
                title: string;
                kind: components["schemas"]["AgreementKind"];
                parties: string[];
                position: number;
                of: number;
                number: string | null;
            } | null;
        };
        EditionFigures: {
            code: string;
            nameZh: string;
            nameEn: string;
            count: number;
            amountFen: number;
            realisedFen: number;
            completed: number;
            terminated: number;
            milestonesDue: number;
            milestonesDone: number;
            milestonesOverdue: number;
            byKind: {
                kind: components["schemas"]["AgreementKind"];
                count: number;
                amountFen: number;
            }[];
        };
        Ceremony: {
            revision: number;
            /** @enum {string} */
            mode: "wall" | "ceremony";
            /** Format: uuid */
            current: string | null;
            items: components["schemas"]["CeremonyItem"][];
        };
        CeremonyItem: {
            /** Format: uuid */
            agreementId: string;
            position: number;
            title: string;
            kind: components["schemas"]["AgreementKind"];
            parties: string[];
            number: string | null;
            /** Format: date-time */
            calledAt: string | null;
            /** Format: date-time */
            doneAt: string | null;
        };
        CeremonyCandidates: {
            items: {
                /** Format: uuid */
                agreementId: string;
                title: string;
                parties: string[];
                number: string | null;
            }[];
        };
        NoticePage: {
            items: components["schemas"]["Notice"][];
            nextCursor: string | null;
            total: number;
            unread: number;
        };
        Notice: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            createdAt: string;
            read: boolean;
            /** @enum {string} */
            kind: "programme-changed";
            versionNumber: number;
            note: string;
            changes: components["schemas"]["SessionDiff"][];
        } | {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            createdAt: string;
            read: boolean;
            /** @enum {string} */
            kind: "meeting";
            /** Format: uuid */
            meetingId: string;
            titleZh: string;
            titleEn: string;
            news: components["schemas"]["MeetingNews"];
            detail: string;
        } | {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            createdAt: string;
            read: boolean;
            /** @enum {string} */
            kind: "agreement";
            /** Format: uuid */
            agreementId: string;
            title: string;
            news: components["schemas"]["AgreementNews"];
            detail: string;
        };
        /** @enum {string} */
        MeetingNews: "requested" | "countered" | "accepted" | "declined" | "cancelled" | "reminder" | "missed" | "call-missed" | "freed" | "placed" | "invited";
        /** @enum {string} */
        AgreementNews: "invited" | "to-review" | "changed" | "to-sign" | "declined" | "withdrawn" | "expired" | "sign-soon" | "registered" | "completion-asked" | "termination-asked" | "completed" | "terminated" | "milestone-soon" | "milestone-overdue" | "called-on-stage";
        Home: {
            edition: components["schemas"]["Edition"];
            /** Format: date-time */
            serverTime: string;
            phase: components["schemas"]["EditionPhase"];
            /** Format: date-time */
            opensAt: string | null;
            live: components["schemas"]["HomeSession"][];
            next: components["schemas"]["HomeSession"][];
            projects: components["schemas"]["HomeProject"][];
            newest: components["schemas"]["WallSlip"][];
            figures: components["schemas"]["EditionTotals"];
        };
        /** @enum {string} */
        EditionPhase: "before" | "during" | "after";
        HomeSession: {
            /** Format: uuid */
            id: string;
            code: string;
            kind: components["schemas"]["SessionKind"];
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"] | null;
            /** Format: uuid */
            roomId: string;
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            pitchCount: number;
            state: components["schemas"]["StageState"];
            cancelled: boolean;
            room: components["schemas"]["Room"];
            now: components["schemas"]["PitchOn"] | null;
        };
        PitchOn: {
            position: number;
            titleZh: string;
            titleEn: string;
            ownerName: string;
            ownerNameEn: string;
            /** Format: date-time */
            startedAt: string;
            minutes: number;
            deck: {
                /** Format: uuid */
                projectId: string;
                version: string;
                page: number;
                pages: number;
            } | null;
        };
        HomeProject: {
            /** Format: uuid */
            id: string;
            titleZh: string;
            titleEn: string;
            track: components["schemas"]["Track"];
            field: components["schemas"]["Field"];
            city: components["schemas"]["City"];
            stage: components["schemas"]["ProjectStage"];
            organisation: components["schemas"]["Organisation"];
            /** Format: uuid */
            sessionId: string;
            /** Format: date-time */
            pitchAt: string;
        };
        EditionTotals: {
            sessions: number;
            projects: number;
            agreements: number;
            amountFen: number;
        };
        SearchResults: {
            groups: {
                kind: components["schemas"]["SearchKind"];
                hits: components["schemas"]["SearchHit"][];
            }[];
        };
        /** @enum {string} */
        SearchKind: "project" | "session" | "person" | "organisation" | "agreement" | "room" | "page";
        SearchHit: {
            id: string;
            href: string;
            nameZh: string;
            nameEn: string;
            detailZh: string;
            detailEn: string;
            matched: string[];
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            instance?: string;
            code: string;
            errors?: {
                pointer: string;
                rule: string;
                detail: string;
                values?: {
                    [key: string]: string | number;
                };
            }[];
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ProblemsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            type: string;
                            code: string;
                            status: number;
                            title: {
                                zh: string;
                                en: string;
                            };
                            detail: {
                                zh: string;
                                en: string;
                            };
                            parameters: {
                                [key: string]: {
                                    /** @enum {string} */
                                    type: "number" | "string" | "array";
                                    values?: string[];
                                };
                            };
                        }[];
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProblemsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        code: string;
                        status: number;
                        title: {
                            zh: string;
                            en: string;
                        };
                        detail: {
                            zh: string;
                            en: string;
                        };
                        parameters: {
                            [key: string]: {
                                /** @enum {string} */
                                type: "number" | "string" | "array";
                                values?: string[];
                            };
                        };
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthController_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthController_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_chooseLanguage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    language: "zh" | "en";
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_guest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SecondFactorController_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorState"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SecondFactorController_enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    code?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorSecret"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SecondFactorController_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorState"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeckController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeckController_attach: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    deck: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sha256: string;
                        pages: number;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeckController_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftController_place: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    placements: {
                        /** Format: uuid */
                        sessionId: string;
                        /** Format: uuid */
                        roomId: string | null;
                        /** Format: date-time */
                        startsAt: string | null;
                        revision: number;
                    }[];
                    /** Format: uuid */
                    page?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftEdit"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftController_lock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    locked: boolean;
                    revision: number;
                    /** Format: uuid */
                    page?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftEdit"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftController_effects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftController_pitches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftRunningOrder"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftController_move: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    toSessionId: string;
                    position: number;
                    revision: number;
                    toRevision: number;
                    /** Format: uuid */
                    page?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftEdit"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DraftController_evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftEvaluation"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EditionCard"][];
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_create: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    nameZh: string;
                    nameEn: string;
                    timeZone: string;
                    /** Format: date */
                    startsOn: string;
                    dayCount: number;
                    /**
                     * Format: uuid
                     * @default null
                     */
                    copyFrom?: string | null;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionCard"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_open: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionCard"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_slots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    starts: string[];
                    minutes: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeslot"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_rules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 20 */
                    changeoverMinutes?: number;
                    /** @default 15 */
                    minimumPauseMinutes?: number;
                    /** @default 7 */
                    pitchMinutes?: number;
                    /** @default 18 */
                    pitchesMin?: number;
                    /** @default 26 */
                    pitchesMax?: number;
                    /** @default null */
                    streams?: number | null;
                    /** @default null */
                    crews?: number | null;
                    /** @default {} */
                    quotas?: {
                        [key: string]: number;
                    };
                    /** @default [] */
                    travelTimes?: {
                        from: string;
                        to: string;
                        minutes: number;
                    }[];
                    /** @default [] */
                    windows?: {
                        name: string;
                        /** Format: date-time */
                        startsAt: string;
                        /** Format: date-time */
                        endsAt: string;
                        kinds: ("pitch" | "negotiation" | "ceremony" | "talk")[];
                    }[];
                    /** @default {} */
                    weights?: {
                        [key: string]: {
                            hard: number;
                            medium: number;
                            soft: number;
                        };
                    };
                    /** @default {} */
                    impacts?: {
                        [key: string]: "block-placing" | "block-publishing" | "warn" | "ignore";
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeRules"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_addRoom: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    venueZh: string;
                    venueEn: string;
                    nameZh: string;
                    nameEn: string;
                    /** @enum {string} */
                    mode: "onsite" | "online" | "both";
                    seats: number;
                    /** @default [] */
                    features?: string[];
                    /** @default null */
                    opensAt?: string | null;
                    /** @default null */
                    closesAt?: string | null;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftRoom"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_changeRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                room: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    venueZh: string;
                    venueEn: string;
                    nameZh: string;
                    nameEn: string;
                    /** @enum {string} */
                    mode: "onsite" | "online" | "both";
                    seats: number;
                    /** @default [] */
                    features?: string[];
                    /** @default null */
                    opensAt?: string | null;
                    /** @default null */
                    closesAt?: string | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftRoom"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_removeRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftRoom"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_closeRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                room: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    spans: {
                        /** Format: date-time */
                        startsAt: string;
                        /** Format: date-time */
                        endsAt: string;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailability"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_away: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    spans: {
                        /** Format: date-time */
                        startsAt: string;
                        /** Format: date-time */
                        endsAt: string;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailability"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EditionController_mine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    spans: {
                        /** Format: date-time */
                        startsAt: string;
                        /** Format: date-time */
                        endsAt: string;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unavailability"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportController_xml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportController_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportController_ics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportController_sheets: {
        parameters: {
            query?: {
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportController_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FavouriteController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Favourites"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FavouriteController_mark: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    projectIds: string[];
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FavouriteController_unmark: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FeedController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Feed"][];
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FeedController_create: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    scope: "edition" | "track" | "room" | "mine";
                    /** @default null */
                    value?: string | null;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FeedController_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IntakeController_import: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IntakeController_export: {
        parameters: {
            query?: {
                format?: "xlsx" | "csv";
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IntakeController_importSchedule: {
        parameters: {
            query?: {
                track?: "achievement" | "hightech" | "challenge";
                field?: "electronics" | "biomedicine" | "aerospace" | "materials" | "services" | "energy" | "environment" | "manufacturing";
                kind?: "pitch" | "negotiation" | "ceremony" | "talk";
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionImportReport"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IntakeController_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupReport"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgrammeController_day: {
        parameters: {
            query?: {
                day?: string;
                track?: "achievement" | "hightech" | "challenge";
                field?: "electronics" | "biomedicine" | "aerospace" | "materials" | "services" | "energy" | "environment" | "manufacturing";
                city?: "chengdu" | "zigong" | "panzhihua" | "luzhou" | "deyang" | "mianyang" | "guangyuan" | "suining" | "neijiang" | "leshan" | "nanchong" | "meishan" | "yibin" | "guangan" | "dazhou" | "yaan" | "bazhong" | "ziyang" | "aba" | "ganzi" | "liangshan";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeDay"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProjectController_search: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                q?: string;
                track?: "achievement" | "hightech" | "challenge";
                field?: "electronics" | "biomedicine" | "aerospace" | "materials" | "services" | "energy" | "environment" | "manufacturing";
                city?: "chengdu" | "zigong" | "panzhihua" | "luzhou" | "deyang" | "mianyang" | "guangyuan" | "suining" | "neijiang" | "leshan" | "nanchong" | "meishan" | "yibin" | "guangan" | "dazhou" | "yaan" | "bazhong" | "ziyang" | "aba" | "ganzi" | "liangshan";
                ids?: string;
                sort?: "relevance" | "pitch";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProjectController_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetail"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_call: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        call: components["schemas"]["Call"] | null;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_callOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        call: components["schemas"]["Call"] | null;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    opensAt: string;
                    /** Format: date-time */
                    closesAt: string;
                    questions: {
                        id: string;
                        zh: string;
                        en: string;
                        required: boolean;
                    }[];
                    criteria: {
                        id: string;
                        zh: string;
                        en: string;
                        weight: number;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_submissions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                status?: "submitted" | "accepted" | "waitlisted" | "declined" | "confirmed" | "withdrawn";
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_submit: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @default null
                     */
                    ownerEmail?: string | null;
                    /** @enum {string} */
                    track: "achievement" | "hightech" | "challenge";
                    /** @enum {string} */
                    field: "electronics" | "biomedicine" | "aerospace" | "materials" | "services" | "energy" | "environment" | "manufacturing";
                    /** @enum {string} */
                    city: "chengdu" | "zigong" | "panzhihua" | "luzhou" | "deyang" | "mianyang" | "guangyuan" | "suining" | "neijiang" | "leshan" | "nanchong" | "meishan" | "yibin" | "guangan" | "dazhou" | "yaan" | "bazhong" | "ziyang" | "aba" | "ganzi" | "liangshan";
                    /** @enum {string} */
                    stage: "laboratory" | "prototype" | "pilot" | "production";
                    titleZh: string;
                    titleEn: string;
                    summaryZh: string;
                    summaryEn: string;
                    seeksZh: string;
                    seeksEn: string;
                    /** @default null */
                    amountSoughtFen?: number | null;
                    /** @default {} */
                    answers?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    projectIds: string[];
                    /** @enum {string} */
                    decision: "accepted" | "waitlisted" | "declined";
                    letter: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided: number;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_mine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MyProject"][];
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_pitches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MyPitch"][];
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scores: {
                        [key: string]: number;
                    };
                    /** @default  */
                    comment?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        score: number;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SelectionController_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    confirmed: boolean;
                    /** @default [] */
                    unavailable?: {
                        /** Format: date-time */
                        startsAt: string;
                        /** Format: date-time */
                        endsAt: string;
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: components["schemas"]["ProjectStatus"];
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TimetableController_solve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 20 */
                    seconds?: number;
                    /** @default 1 */
                    seed?: number;
                    /** @default false */
                    warm?: boolean;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SolveRun"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TimetableController_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SolveRun"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TimetableController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SolveRun"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TimetableController_adopt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    page?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftEdit"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TimetableController_repair: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    cause: "room-lost";
                    /** Format: uuid */
                    roomId: string;
                    /** Format: date-time */
                    from: string;
                    /** Format: date-time */
                    until: string;
                } | {
                    /** @enum {string} */
                    cause: "person-stuck";
                    /** Format: uuid */
                    personId: string;
                    /** Format: date-time */
                    from: string;
                    /** Format: date-time */
                    until: string;
                } | {
                    /** @enum {string} */
                    cause: "overrun";
                    /** Format: uuid */
                    sessionId: string;
                    minutes: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairProposal"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VersionController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VersionController_publish: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                    /**
                     * Format: date-time
                     * @default null
                     */
                    publishAt?: string | null;
                    /** @default [] */
                    placements?: {
                        /** Format: uuid */
                        sessionId: string;
                        /** Format: uuid */
                        roomId: string | null;
                        /** Format: date-time */
                        startsAt: string | null;
                        revision: number;
                    }[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VersionController_diff: {
        parameters: {
            query: {
                from: string | "published";
                to: string | "draft";
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDiff"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VersionController_restore: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                edition: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VersionController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDetail"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_stage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_step: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "open" | "undo" | "close";
                    revision: number;
                } | {
                    /** @enum {string} */
                    action: "next";
                    revision: number;
                    /** @default false */
                    confirmAbsent?: boolean;
                } | {
                    /** @enum {string} */
                    action: "hold" | "resume";
                    revision: number;
                } | {
                    /** @enum {string} */
                    action: "extend";
                    revision: number;
                    minutes: number;
                } | {
                    /** @enum {string} */
                    action: "skip" | "bring-back";
                    revision: number;
                    /** Format: uuid */
                    pitchId: string;
                } | {
                    /** @enum {string} */
                    action: "swap";
                    revision: number;
                    /** Format: uuid */
                    pitchId: string;
                    /** Format: uuid */
                    withPitchId: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_takeOver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    page: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_audience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    chatOpen?: boolean;
                    slowSeconds?: number;
                    moderated?: boolean;
                    recorded?: boolean;
                    replayOpen?: boolean;
                    seatLimit?: number | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    page?: string;
                    /** @default true */
                    takeOver?: boolean;
                    identity?: string;
                    /** @default false */
                    hand?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageWay"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_presenters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presenter"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_bring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    onStage: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presenter"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_leave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_mute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_devices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    camera: boolean;
                    microphone: boolean;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_hands: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RaisedHand"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_raise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    identity: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_lower: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_banned: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string;
                        nameEn: string;
                    }[];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StageController_ban: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    banned: boolean;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuestionController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuestionController_ask: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    /** @default false */
                    anonymous?: boolean;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuestionController_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteResult"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuestionController_unvote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteResult"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    QuestionController_moderate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answered?: boolean;
                    pinned?: boolean;
                    /** @enum {string} */
                    state?: "shown" | "dismissed";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChatController_page: {
        parameters: {
            query?: {
                before?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChatController_reported: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportedMessage"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChatController_mute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    muted: boolean;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChatController_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChatController_dismissReports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChatController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PollController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollList"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PollController_open: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    options: string[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Poll"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PollController_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Poll"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PollController_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    option: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Poll"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttendanceController_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendanceReport"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AttendanceController_viewers: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewerPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CheckTicketController_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaTicket"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HallController_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    page?: string;
                    /** @default true */
                    takeOver?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageTicket"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HallController_encoder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    way: "whip" | "rtmp";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EncoderInput"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HallController_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HallController_checkIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecordingController_live: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.mpegurl": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecordingController_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.mpegurl": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecordingController_segment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                part: number;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecordingController_whole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RecordingController_clip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                pitchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReplayController_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReplayController_log: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionMessage"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReplayController_moments: {
        parameters: {
            query: {
                q: string;
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MomentPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReplayController_captions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                language: "zh" | "en";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/vtt": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReplayController_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                language: "zh" | "en";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    captions: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cues: number;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReplayController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                language: "zh" | "en";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReplaysController_list: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_plan: {
        parameters: {
            query?: {
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TablePlan"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_set: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    count: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TablePlan"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_seat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    table: number;
                    /** Format: email */
                    investorEmail: string;
                    /** Format: email */
                    ownerEmail: string;
                    /** Format: uuid */
                    projectId?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        table: number;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_checkInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingFigures"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_place: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 10 */
                    seconds?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Placement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TablesController_placeMine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 10 */
                    seconds?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Placement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InterestController_express: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interest"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InterestController_mine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        interest: components["schemas"]["Interest"] | null;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    InterestController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                order?: "newest" | "warmth";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterestPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_request: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    times?: string[];
                    /** @default 20 */
                    minutes?: number;
                    /**
                     * @default online
                     * @enum {string}
                     */
                    place?: "online" | "table";
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_freeTimes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreeTimes"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_accept: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    /** Format: date-time */
                    startsAt?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_counter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    times: string[];
                    /** @enum {string} */
                    place?: "online" | "table";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_decline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_delegate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_hours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        hours: components["schemas"]["MeetingHours"] | null;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_setHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    opens: string;
                    closes: string;
                    timeZone: string;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_marked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mustSee: boolean;
                    };
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_mark: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_unmark: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_block: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookingController_unblock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SheetController_sheet: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetHistory"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingFilesController_listFiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingFile"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingFilesController_addFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingFile"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingFilesController_readFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SideChannelController_side: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SideMessage"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SideChannelController_sendSideMessage: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SideMessage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_open: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_mine: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                show?: "all" | "waiting" | "upcoming" | "ringing";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_meeting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    page?: string;
                    /** @default true */
                    takeOver?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaTicket"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_admit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_bringIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @enum {string} */
                    seat: "interpreter" | "steward" | "desk";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeetingController_outcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "agreement" | "next-meeting" | "stay-in-touch" | "no";
                    /** @default  */
                    nextSteps?: string;
                    /**
                     * Format: date
                     * @default null
                     */
                    nextOn?: string | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeskController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "signed" | "registered" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeskController_log: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    form: string;
                    /** Format: binary */
                    scan: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEntry"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeskController_import: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    table: string;
                    scan?: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskImportReport"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeskController_parties: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyNames"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeskController_similar: {
        parameters: {
            query: {
                partyA: string;
                partyB: string;
                amountFen?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarEntries"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeskController_verify: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEntry"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeskController_sendBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEntry"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FollowUpController_followUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUp"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FollowUpController_add: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    /** Format: date */
                    dueOn: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUp"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FollowUpController_reach: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 0 */
                    realisedFen?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUp"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FollowUpController_addEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUp"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FollowUpController_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "image/jpeg": string;
                    "image/png": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FollowUpController_overdue: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverduePage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_ofMeeting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_draft: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "intent" | "cooperation" | "transfer" | "licence" | "investment";
                    title: string;
                    amountFen: number;
                    termMonths: number;
                    terms: string;
                    /** @default true */
                    amountPublic?: boolean;
                    /** @default true */
                    partiesPublic?: boolean;
                    /** @default {} */
                    details?: {
                        /**
                         * @default keeps-own
                         * @enum {string}
                         */
                        ip?: "keeps-own" | "party-a" | "party-b" | "joint" | "by-contribution";
                        /** @default [] */
                        payments?: {
                            title: string;
                            /** Format: date */
                            dueOn: string;
                            amountFen: number;
                        }[];
                        /** @default [] */
                        milestones?: {
                            title: string;
                            /** Format: date */
                            dueOn: string;
                        }[];
                        /**
                         * @default null
                         * @enum {string|null}
                         */
                        exclusivity?: "exclusive" | "sole" | "non-exclusive" | null;
                        /** @default  */
                        territory?: string;
                        /** @default null */
                        shareBasisPoints?: number | null;
                        /** @default  */
                        otherTerms?: string;
                    };
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_mine: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_agreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_revise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "intent" | "cooperation" | "transfer" | "licence" | "investment";
                    title: string;
                    amountFen: number;
                    termMonths: number;
                    terms: string;
                    /** @default true */
                    amountPublic?: boolean;
                    /** @default true */
                    partiesPublic?: boolean;
                    /** @default {} */
                    details?: {
                        /**
                         * @default keeps-own
                         * @enum {string}
                         */
                        ip?: "keeps-own" | "party-a" | "party-b" | "joint" | "by-contribution";
                        /** @default [] */
                        payments?: {
                            title: string;
                            /** Format: date */
                            dueOn: string;
                            amountFen: number;
                        }[];
                        /** @default [] */
                        milestones?: {
                            title: string;
                            /** Format: date */
                            dueOn: string;
                        }[];
                        /**
                         * @default null
                         * @enum {string|null}
                         */
                        exclusivity?: "exclusive" | "sole" | "non-exclusive" | null;
                        /** @default  */
                        territory?: string;
                        /** @default null */
                        shareBasisPoints?: number | null;
                        /** @default  */
                        otherTerms?: string;
                    };
                    version: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementHistory"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_amend: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_submit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_arrange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** @enum {string} */
                    order: "parallel" | "sequential";
                    /** Format: date-time */
                    signBy: string | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_addParty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_delegate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementController_removeParty: {
        parameters: {
            query: {
                version: number;
            };
            header?: never;
            path: {
                id: string;
                position: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SigningController_sign: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 64 visible ASCII characters, new for each intent */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    documentSha256: string;
                    signature: {
                        /** @enum {string} */
                        kind: "typed";
                        text: string;
                    } | {
                        /** @enum {string} */
                        kind: "drawn";
                        strokes: [
                            number,
                            number
                        ][][];
                    };
                    code: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SigningController_decline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndingController_complete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndingController_terminate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EndingController_declineEnding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DocumentController_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "image/jpeg": string;
                    "image/png": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DocumentController_certificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VerificationController_verify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VerificationController_byDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VerificationController_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryProof"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VerificationController_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoint"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VerificationController_consistency: {
        parameters: {
            query: {
                size: number;
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VerificationController_ledger: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerPage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WallController_wall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wall"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FiguresController_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionFigures"][];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FiguresController_export: {
        parameters: {
            query?: {
                format?: "xlsx" | "csv";
            };
            header?: never;
            path: {
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CeremonyController_ceremony: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ceremony"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CeremonyController_candidates: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CeremonyCandidates"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CeremonyController_order: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    agreementIds: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ceremony"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CeremonyController_call: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    /** Format: uuid */
                    agreementId: string | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ceremony"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CeremonyController_screen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    /** @enum {string} */
                    mode: "wall" | "ceremony";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ceremony"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    NoticeController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticePage"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    NoticeController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    NoticeController_readOne: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    NoticeController_dismiss: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HomeController_home: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SearchController_search: {
        parameters: {
            query: {
                q: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description RFC 9457 problem details */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
