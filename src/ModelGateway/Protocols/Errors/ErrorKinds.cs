namespace ModelGateway.Protocols.Errors;

/// <summary>Finds what an error means: by its code, then by its message, then by its status.</summary>
internal static class ErrorKinds
{
    public static FailureKind Classify(int? status, in ErrorFacts facts)
    {
        string message = facts.Message is { } said ? QuotedWords.Remove(said) : "";
        if (status is >= 300 and < 400)
        {
            return FailureKind.Unsupported; // The address is wrong; another deployment has another address.
        }

        int? told = MostSpecific(status, facts);
        return ByCode(facts.InnerCode, told) ?? ByCode(facts.Code, told) ?? ByCode(facts.Type, told)
            ?? (facts.IsModeration ? FailureKind.ContentRefused : (FailureKind?)null)
            ?? ByMessage(told, message, facts)
            ?? (IsSpecific(told) ? null : ErrorCodes.FindAlone(facts.Code) ?? ErrorCodes.FindAlone(facts.Type))
            ?? ByStatus(told, message)
            ?? ByType(facts);
    }

    /// <summary>Whether a status tells what is wrong, rather than only whose fault it is.</summary>
    public static bool IsSpecific(int? status) => status is 401 or 402 or 403 or 404 or 413 or 429;

    // Where the status, the status in the body and its name disagree, the first counts that tells what is wrong.
    private static int? MostSpecific(int? status, in ErrorFacts facts)
    {
        int? named = StatusOf(facts);
        return IsSpecific(status) ? status
            : IsSpecific(facts.StatusCode) ? facts.StatusCode
            : IsSpecific(named) ? named
            : status ?? facts.StatusCode ?? named;
    }

    private static FailureKind? ByCode(string? code, int? status)
    {
        FailureKind? meaning = ErrorCodes.IsGeneric(code) && status is >= 400 and < 500 ? null : ErrorCodes.Find(code);
        bool isAboutAccount = status is 401 or 402 or 403 or 429;
        return meaning == FailureKind.InvalidRequest && isAboutAccount ? null : meaning;
    }

    private static FailureKind? ByMessage(int? status, string message, in ErrorFacts facts)
    {
        if (status is 429 or 413 && ErrorWords.Has(message, "request too large"))
        {
            // The request has more tokens than the account may send in a minute. Waiting does not help, and the key is not at fault.
            return FailureKind.Unsupported;
        }

        if (ContextOverflow.Find(message) is not null)
        {
            return FailureKind.ContextTooLong;
        }

        if (IsGonePart(message) && status is 403 or 404)
        {
            // The request names a file or response that no longer exists. The status looks like a missing right or a missing model.
            return FailureKind.InvalidRequest;
        }

        return (status is >= 500 ? null : ByAccountOrContent(status, message, facts)) ?? ByMissingThing(status, message, facts);
    }

    private static FailureKind? ByAccountOrContent(int? status, string message, in ErrorFacts facts)
    {
        // Google says "exceeded your current quota" for every limit, including those per minute.
        if (ErrorWords.IsAboutMoney(status, message)
            || (facts.Status is null && status is null or 402 or 403 or 429 && ErrorWords.Has(message, "exceeded your current quota"))
            || (status is 400 && facts.Status is not null && ErrorWords.Has(message, "billing")))
        {
            return FailureKind.QuotaExhausted;
        }

        if (ErrorWords.IsBadKey(message) || (status is 400 && facts.Status is not null && ErrorWords.Has(message, "api key")))
        {
            return FailureKind.Unauthorized;
        }

        return ErrorWords.IsRefusedContent(message) ? FailureKind.ContentRefused : null;
    }

    private static FailureKind? ByMissingThing(int? status, string message, in ErrorFacts facts)
    {
        if (status is 400 or 403 or 404 or 422 or null && ErrorWords.IsUnknownModel(message))
        {
            return FailureKind.ModelNotFound;
        }

        if (facts.Type is "not_found_error" && ErrorWords.IsAnotherThing(message))
        {
            return FailureKind.InvalidRequest; // A file or a container that the request names.
        }

        if (status is 404 && facts.Message?.Contains(" with id '", StringComparison.OrdinalIgnoreCase) is true)
        {
            // A stored item or response was deleted or belongs to another account: the model is not at fault.
            return FailureKind.InvalidRequest;
        }

        if (status is 429
            && (facts.HasNoShare || ErrorWords.Has(message, "limit: 0,") || message.EndsWith("limit: 0", StringComparison.Ordinal)))
        {
            return FailureKind.Unsupported; // The account has no quota for this model. Waiting does not help, and the key is not at fault.
        }

        return ByMissingAbility(status, message, facts);
    }

    private static FailureKind? ByMissingAbility(int? status, string message, in ErrorFacts facts)
    {
        // Another deployment may serve the request: the region, the size or the model's abilities are the obstacle.
        bool isMissing = ErrorWords.IsMissingAbility(message) && status is 400 or 422 or 500 or 501;
        bool isNamed = facts.Status is "FAILED_PRECONDITION" or "UNIMPLEMENTED" && !IsSpecific(status);
        return isMissing || isNamed || (status is 413 && facts.Status is not null)
            ? FailureKind.Unsupported
            : null;
    }

    private static bool IsGonePart(string message) =>
        ErrorWords.Has(message, "CachedContent") || ErrorWords.Has(message, "access the File") || ErrorWords.Has(message, "File not found")
        || ErrorWords.Has(message, "container not found");

    private static FailureKind? ByStatus(int? status, string message) => status switch
    {
        null => null,
        401 or 403 => FailureKind.Unauthorized,
        402 => FailureKind.QuotaExhausted,
        404 => FailureKind.ModelNotFound,
        408 or 409 or 424 or 425 or 498 or 499 => FailureKind.Unavailable,
        413 => FailureKind.ContextTooLong,
        429 => FailureKind.RateLimited,
        501 when message.Length > 0 => FailureKind.Unsupported,
        >= 400 and < 500 => FailureKind.InvalidRequest,
        _ => FailureKind.Unavailable,
    };

    // Errors within streams may name the status alone.
    private static int? StatusOf(in ErrorFacts facts) => facts.Status switch
    {
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "OUT_OF_RANGE" => 400,
        "UNAUTHENTICATED" => 401,
        "PERMISSION_DENIED" => 403,
        "NOT_FOUND" => 404,
        "RESOURCE_EXHAUSTED" => 429,
        "UNIMPLEMENTED" => 501,
        "UNAVAILABLE" or "INTERNAL" or "DEADLINE_EXCEEDED" or "CANCELLED" or "ABORTED" or "UNKNOWN" => 503,
        _ => null,
    };

    // An error without a status came within an answer that began with success.
    private static FailureKind ByType(in ErrorFacts facts) =>
        facts.Type is "invalid_request_error" or "ValidationException" ? FailureKind.InvalidRequest : FailureKind.Unavailable;
}
