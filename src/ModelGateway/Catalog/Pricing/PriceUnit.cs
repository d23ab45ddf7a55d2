namespace ModelGateway;

/// <summary>
/// What a price is for. Prices of tokens are per million; the other units say what they count. A unit without a price is billed like the
/// general one: cached or audio input like <see cref="Input"/>, reasoning like <see cref="Output"/>.
/// </summary>
public enum PriceUnit
{
    /// <summary>Tokens of plain input.</summary>
    Input,

    /// <summary>Tokens of output.</summary>
    Output,

    /// <summary>Input tokens read from the provider's prompt cache.</summary>
    CacheRead,

    /// <summary>Input tokens written to the provider's prompt cache, for as long as it keeps them by default.</summary>
    CacheWrite,

    /// <summary>Input tokens written to the provider's prompt cache for one hour.</summary>
    CacheWrite1Hour,

    /// <summary>Output tokens spent on reasoning.</summary>
    Reasoning,

    /// <summary>Tokens of audio input.</summary>
    AudioInput,

    /// <summary>Tokens of audio input read from the prompt cache.</summary>
    AudioCacheRead,

    /// <summary>Tokens of audio input written to the prompt cache.</summary>
    AudioCacheWrite,

    /// <summary>Tokens of audio output.</summary>
    AudioOutput,

    /// <summary>Tokens of image input.</summary>
    ImageInput,

    /// <summary>Tokens of image input read from the prompt cache.</summary>
    ImageCacheRead,

    /// <summary>Tokens of image output.</summary>
    ImageOutput,

    /// <summary>Tokens of video input.</summary>
    VideoInput,

    /// <summary>Tokens of video input read from the prompt cache.</summary>
    VideoCacheRead,

    /// <summary>Tokens of video output.</summary>
    VideoOutput,

    /// <summary>Tokens of cited sources.</summary>
    Citation,

    /// <summary>Characters of input, per million.</summary>
    InputCharacter,

    /// <summary>Characters of output, per million.</summary>
    OutputCharacter,

    /// <summary>Requests, per thousand.</summary>
    Request,

    /// <summary>Searches of the web that the provider runs, per thousand.</summary>
    WebSearch,

    /// <summary>Pages that the provider's fetch tool reads, per thousand.</summary>
    WebFetch,

    /// <summary>Searches in files that the provider keeps, per thousand.</summary>
    FileSearch,

    /// <summary>Sessions of the provider's code interpreter, each.</summary>
    CodeSession,

    /// <summary>Images read, each.</summary>
    ImageInputItem,

    /// <summary>Images made, each.</summary>
    ImageOutputItem,

    /// <summary>Seconds of audio heard, each.</summary>
    AudioInputSecond,

    /// <summary>Seconds of audio spoken, each.</summary>
    AudioOutputSecond,

    /// <summary>Seconds of video watched, each.</summary>
    VideoInputSecond,

    /// <summary>Pages of documents, each.</summary>
    Page,

    /// <summary>Tokens that the provider's cache keeps, per million and hour.</summary>
    CacheStorageHour,

    /// <summary>Tokens of input while a computer is used, per million.</summary>
    ComputerUseInput,

    /// <summary>Tokens of output while a computer is used, per million.</summary>
    ComputerUseOutput,
}
