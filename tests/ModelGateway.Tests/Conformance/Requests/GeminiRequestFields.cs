namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>
/// The documented fields of a generateContent request (https://ai.google.dev/api/generate-content, https://ai.google.dev/api/caching);
/// <c>**</c> stands for fields of the application or the model.
/// </summary>
internal static class GeminiRequestFields
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. """
        cachedContent safetySettings[].category safetySettings[].threshold serviceTier store
        systemInstruction.role systemInstruction.parts[].text
        contents[].role contents[].parts[].text contents[].parts[].thought contents[].parts[].thoughtSignature
        contents[].parts[].inlineData.mimeType contents[].parts[].inlineData.data
        contents[].parts[].fileData.mimeType contents[].parts[].fileData.fileUri contents[].parts[].videoMetadata**
        contents[].parts[].functionCall.id contents[].parts[].functionCall.name contents[].parts[].functionCall.args**
        contents[].parts[].functionResponse.id contents[].parts[].functionResponse.name contents[].parts[].functionResponse.response**
        contents[].parts[].functionResponse.parts[].inlineData.mimeType contents[].parts[].functionResponse.parts[].inlineData.data
        contents[].parts[].functionResponse.willContinue contents[].parts[].functionResponse.scheduling
        contents[].parts[].executableCode.id contents[].parts[].executableCode.language contents[].parts[].executableCode.code
        contents[].parts[].codeExecutionResult.id contents[].parts[].codeExecutionResult.outcome contents[].parts[].codeExecutionResult.output
        tools[].functionDeclarations[].name tools[].functionDeclarations[].description tools[].functionDeclarations[].behavior
        tools[].functionDeclarations[].parameters** tools[].functionDeclarations[].parametersJsonSchema**
        tools[].functionDeclarations[].response** tools[].functionDeclarations[].responseJsonSchema**
        tools[].codeExecution tools[].googleSearch** tools[].urlContext tools[].fileSearch** tools[].googleMaps** tools[].computerUse**
        toolConfig.functionCallingConfig.mode toolConfig.functionCallingConfig.allowedFunctionNames[] toolConfig.retrievalConfig**
        generationConfig.stopSequences[] generationConfig.responseMimeType generationConfig.responseSchema** generationConfig.responseJsonSchema**
        generationConfig.responseModalities[] generationConfig.candidateCount generationConfig.maxOutputTokens generationConfig.temperature
        generationConfig.topP generationConfig.topK generationConfig.seed generationConfig.presencePenalty generationConfig.frequencyPenalty
        generationConfig.responseLogprobs generationConfig.logprobs generationConfig.enableEnhancedCivicAnswers generationConfig.speechConfig**
        generationConfig.thinkingConfig.includeThoughts generationConfig.thinkingConfig.thinkingBudget generationConfig.thinkingConfig.thinkingLevel
        generationConfig.imageConfig** generationConfig.mediaResolution
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];
}
